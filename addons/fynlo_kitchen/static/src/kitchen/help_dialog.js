import { Component } from "@odoo/owl";
import { ACTIONS, KEYS } from "../core/keys";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icon";

const SHOWN = { " ": "space", ArrowRight: "→", ArrowLeft: "←", ArrowDown: "↓", ArrowUp: "↑" };

/** What touch and keys do, and what the colours mean. */
export class HelpDialog extends Component {
    static template = "fynlo_kitchen.HelpDialog";
    static components = { Dialog, Icon };
    static props = { station: Object, onClose: Function };

    get keys() {
        return ACTIONS.map((action) => ({
            action,
            keys: Object.keys(KEYS)
                .filter((key) => KEYS[key] === action)
                .map((key) => this.keyText(key)),
        }));
    }

    keyText(key) {
        const shown = SHOWN[key] || key;
        return this.env.texts.has(`key.${shown}`)
            ? this.env.say(`key.${shown}`)
            : shown.toUpperCase();
    }

    minutes(seconds) {
        return this.env.say("minutes", { count: Math.round(seconds / 60) });
    }
}
