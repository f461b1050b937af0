import { Component, onWillUnmount, useState, useSubEnv } from "@odoo/owl";
import { RealtimeClient } from "@fynlo_pos_api/realtime/client";
import { Api } from "./core/api";
import { Clock } from "./core/clock";
import { Problem } from "./core/problem";
import { Session } from "./core/session";
import { Sound } from "./core/sound";
import { Storage } from "./core/storage";
import { TextSize } from "./core/text_size";
import { Texts } from "./core/texts";
import { Board } from "./kitchen/board";
import { Commands } from "./kitchen/commands";
import { Kitchen } from "./kitchen/kitchen";
import { Messages } from "./kitchen/messages";
import { LinkPage } from "./parts/link_page";
import { PickupBoard } from "./pickup/pickup_board";
import { Pickup } from "./pickup/pickup";

const RETRY_MS = 3_000;
const WAKING = ["pointerdown", "keydown"];

/** The whole page: it pairs itself by its link, signs in, and shows the station's board. */
export class Screen extends Component {
    static template = "fynlo_kitchen.Screen";
    static components = { Board, LinkPage, PickupBoard };
    static props = { stationId: Number, isPickup: Boolean, storage: Storage, texts: Texts };

    setup() {
        const { stationId, storage, texts } = this.props;
        this.session = new Session({ stationId, storage });
        this.api = new Api({ session: this.session });
        this.clock = new Clock();
        this.sound = new Sound({ storage });
        this.messages = new Messages({ texts });
        this.state = useState({ shown: "starting", problem: "" });
        this.texts = useState(texts.state);
        useSubEnv({
            api: this.api,
            clock: this.clock,
            sound: this.sound,
            messages: this.messages,
            size: new TextSize({ storage }),
            texts,
            say: (key, values) => texts.say(key, values),
            number: (value) => texts.number(value),
            time: (moment) => texts.time(moment),
            allergens: (names) =>
                names.map((name) => texts.say(`allergen.${name}`)).join(texts.say("comma")),
            where: (ticket) =>
                ticket.table
                    ? texts.say("table", { table: ticket.table })
                    : texts.say(`type.${ticket.orderType}`),
        });
        const wake = () => this.sound.wake();
        WAKING.forEach((name) => window.addEventListener(name, wake));
        this.clock.start();
        onWillUnmount(() => {
            WAKING.forEach((name) => window.removeEventListener(name, wake));
            this.clock.stop();
            this.board?.stop();
        });
        this.begin(codeOfLink());
    }

    // === PAIRING === //

    /** Pair by a code, if there is one and no credential yet; then show the board. */
    async begin(code = "") {
        this.state.problem = "";
        try {
            if (!this.session.credential && code) {
                await this.session.pair(code, this.deviceName);
            }
            if (!this.session.credential) {
                this.state.shown = "link";
                return;
            }
            await this.open();
        } catch (error) {
            this.notBegun(error, code);
        }
    }

    notBegun(error, code) {
        if (!(error instanceof Problem)) {
            throw error;
        }
        if (error.isSignIn && code && this.session.credential) {
            // A new link for a screen that was revoked.
            this.session.leave();
            this.begin(code);
        } else if (error.isSignIn) {
            this.signedOut(error);
        } else if (error.code === "rate_limited") {
            // A restaurant opens many screens at once, and a link holds for minutes.
            this.beginLater("turn", code);
        } else if (this.session.credential) {
            // The server is away, or fails: a paired screen waits for it.
            this.beginLater("waiting", code);
        } else {
            this.state.shown = "link";
            this.state.problem = this.messages.reasonOf(error);
        }
    }

    beginLater(shown, code) {
        this.state.shown = shown;
        setTimeout(() => this.begin(code), RETRY_MS);
    }

    /** The credential holds no more: the screen was revoked in the back office. */
    signedOut(error) {
        this.board?.stop();
        this.board = null;
        this.session.leave();
        this.state.shown = "link";
        this.state.problem = this.messages.reasonOf(error);
    }

    get deviceName() {
        const { texts, isPickup, stationId } = this.props;
        return texts.say(isPickup ? "device.pickup" : "device.kitchen", { number: stationId });
    }

    // === THE BOARD === //

    async open() {
        const { items, undo_seconds } = await this.api.get("/kitchen/stations");
        const station = items.find((item) => item.id === this.props.stationId) || items[0];
        if (!station) {
            throw new Problem({ status: 404, code: "not_found" });
        }
        document.title = station.name;
        const shared = {
            api: this.api,
            station,
            clock: this.clock,
            sound: this.sound,
            onSignOut: (error) => this.signedOut(error),
        };
        this.board = this.props.isPickup ? new Pickup(shared) : new Kitchen(shared);
        this.messages.undoMs = undo_seconds * 1000;
        this.commands = new Commands({
            kitchen: this.board,
            api: this.api,
            messages: this.messages,
        });
        this.board.start(this.realtime());
        this.state.shown = this.props.isPickup ? "pickup" : "board";
    }

    realtime() {
        const { board } = this;
        return new RealtimeClient({
            token: ({ refused }) => this.tokenOf(refused),
            language: this.props.texts.state.language,
            onEvent: (event) => board.onEvent(event),
            onState: (state) => board.onConnection(state),
            onReset: () => board.startAnew(),
        });
    }

    /** The token for the events. Also when nothing is read, a revoked screen has to say so. */
    async tokenOf(refused) {
        try {
            return await (refused ? this.session.another() : this.session.token());
        } catch (error) {
            if (error instanceof Problem && error.isSignIn) {
                this.signedOut(error);
            }
            throw error;
        }
    }
}

/** The pairing code behind the # of a link; it is taken off the address, for it is used once. */
function codeOfLink() {
    const code = decodeURIComponent(location.hash.slice(1));
    if (code) {
        history.replaceState(null, "", location.pathname + location.search);
    }
    return code;
}
