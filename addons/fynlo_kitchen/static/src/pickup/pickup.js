import { reactive } from "@odoo/owl";
import { Kitchen } from "../kitchen/kitchen";

/** What the guests' screen knows: the orders that are made, and those that are ready. */
export class Pickup extends Kitchen {
    constructor(options) {
        super(options);
        this.state = reactive({ ...this.state, preparing: [], ready: [], news: [] });
    }

    get longestMs() {
        return 30_000;
    }

    /** It shows what all stations make: the orders' statuses tell of it. */
    isMeant() {
        return true;
    }

    async read() {
        const { preparing, ready } = await this.api.get("/kitchen/pickup");
        const known = new Set(this.state.ready.map((item) => item.number));
        const news = ready.map((item) => item.number).filter((number) => !known.has(number));
        Object.assign(this.state, { preparing, ready });
        if (this.state.isRead && news.length) {
            this.sound.play("ready");
            this.state.news = news;
            this.state.announced = news.join(", ");
        }
        this.state.isRead = true;
    }
}
