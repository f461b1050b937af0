import { App, whenReady } from "@odoo/owl";
import { getTemplate } from "@web/core/templates";
import { Storage } from "./core/storage";
import { Texts } from "./core/texts";
import { keepAwake } from "./core/wake_lock";
import { Screen } from "./screen";

/** Starts the page: /kitchen/<station> or /kitchen/pickup/<station>. */
async function start() {
    const [, isPickup, stationId] = location.pathname.match(/\/kitchen\/(pickup\/)?(\d+)/);
    const storage = new Storage();
    const texts = new Texts({ storage });
    await texts.start(...navigator.languages);
    keepAwake();
    const app = new App(Screen, {
        getTemplate,
        props: { stationId: Number(stationId), isPickup: Boolean(isPickup), storage, texts },
    });
    await app.mount(document.body);
}

whenReady(start);
