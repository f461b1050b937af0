import { Component, onMounted, onWillUnmount, useExternalListener, useRef } from "@odoo/owl";
import { Icon } from "./icon";

/** A dialog over the board: it takes the focus, Escape leaves it, and the focus goes back after. */
export class Dialog extends Component {
    static template = "fynlo_kitchen.Dialog";
    static components = { Icon };
    static props = {
        title: String,
        onClose: Function,
        slots: Object,
        size: { type: String, optional: true },
    };

    setup() {
        this.box = useRef("box");
        const before = document.activeElement;
        onMounted(() => this.box.el.focus());
        onWillUnmount(() => before?.focus?.());
        useExternalListener(window, "keydown", (event) => this.onKey(event), { capture: true });
    }

    onKey(event) {
        if (event.key === "Escape") {
            event.stopPropagation();
            this.props.onClose();
        } else if (event.key === "Tab") {
            this.keepFocus(event);
        }
    }

    /** The tab key stays in the dialog. */
    keepFocus(event) {
        const all = [...this.box.el.querySelectorAll("button:not(:disabled), input, select")];
        const edge = event.shiftKey ? all[0] : all.at(-1);
        const isOutside = !this.box.el.contains(document.activeElement);
        if (
            isOutside ||
            document.activeElement === edge ||
            document.activeElement === this.box.el
        ) {
            event.preventDefault();
            (event.shiftKey ? all.at(-1) : all[0])?.focus();
        }
    }

    onBackdrop(event) {
        if (event.target === event.currentTarget) {
            this.props.onClose();
        }
    }
}
