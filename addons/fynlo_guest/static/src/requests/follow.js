import { onWillUnmount, useState } from "@odoo/owl";
import { useBus, useService } from "@web/core/utils/hooks";

const EVENT = "fynlo.event";
// Many events at once are one question.
const QUIET_MS = 1000;
const REST_MS = 60_000;
// Without the bus nobody says that something happened.
const ALONE_MS = 5000;

/** Load again when something happens, after a break, and now and then; says whether it is live. */
export function useFollowing({ isOurs, load }) {
    const bus = useState(useService("bus_service"));
    const network = useState({ isOnline: navigator.onLine });
    let isGone = false;
    let lastLoad = 0;
    let restTimer = null;
    let soonTimer = null;

    async function loadNow() {
        clearTimeout(soonTimer);
        soonTimer = null;
        clearTimeout(restTimer);
        lastLoad = Date.now();
        await load();
        if (!isGone) {
            clearTimeout(restTimer);
            restTimer = setTimeout(loadNow, following.isLive ? REST_MS : ALONE_MS);
        }
    }

    // An event that comes while an answer is on its way may not be in that answer.
    function loadSoon() {
        soonTimer ??= setTimeout(loadNow, Math.max(QUIET_MS - (Date.now() - lastLoad), 0));
    }

    const following = {
        loadNow,
        get isOnline() {
            return network.isOnline;
        },
        get isLive() {
            return bus.workerState === "CONNECTED";
        },
    };
    const onEvent = ({ name }) => isOurs(name) && loadSoon();
    const onNetwork = () => {
        network.isOnline = navigator.onLine;
        loadSoon();
    };
    const onSight = () => document.visibilityState === "visible" && loadSoon();
    bus.subscribe(EVENT, onEvent);
    bus.start();
    // What happened between the first answer and the connection was told to nobody.
    for (const change of ["BUS:CONNECT", "BUS:RECONNECT", "BUS:DISCONNECT"]) {
        useBus(bus, change, loadSoon);
    }
    window.addEventListener("online", onNetwork);
    window.addEventListener("offline", onNetwork);
    document.addEventListener("visibilitychange", onSight);
    onWillUnmount(() => {
        isGone = true;
        bus.unsubscribe(EVENT, onEvent);
        window.removeEventListener("online", onNetwork);
        window.removeEventListener("offline", onNetwork);
        document.removeEventListener("visibilitychange", onSight);
        clearTimeout(restTimer);
        clearTimeout(soonTimer);
    });
    return following;
}
