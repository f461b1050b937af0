import { Component, useState } from "@odoo/owl";
import { LANGUAGES } from "../core/texts";
import { Icon } from "./icon";

/** The bar above a board: where this is, how much there is, the time, and the switches. */
export class TopBar extends Component {
    static template = "fynlo_kitchen.TopBar";
    static components = { Icon };
    static props = {
        station: Object,
        openCount: Number,
        readyCount: Number,
        lateCount: Number,
        connection: Object,
        slots: { type: Object, optional: true },
    };

    setup() {
        this.clock = useState(this.env.clock.shown);
        this.sound = useState(this.env.sound.state);
        this.texts = this.env.texts;
        this.languages = LANGUAGES;
    }

    get time() {
        return this.env.time(this.clock.now);
    }

    get connection() {
        return this.props.connection.state;
    }

    get soundText() {
        const { isOn, isWaiting } = this.sound;
        return this.env.say(isOn ? (isWaiting ? "sound.touch" : "sound.on") : "sound.off");
    }

    onSound() {
        // A sound that still waits for a touch is woken by this one, not turned off.
        this.env.sound.turn(!this.sound.isOn || this.sound.isWaiting);
    }

    onLanguage(event) {
        this.texts.choose(event.target.value);
    }
}
