import { Component } from "@odoo/owl";

/** The paths of the icons, drawn on 24 by 24 in the text's colour. */
const PATHS = {
    alert: "M12 3 1.5 21h21L12 3Zm0 6.5v5.5m0 2.6v.4",
    back: "m15 5-7 7 7 7",
    bell: "M6 16V11a6 6 0 0 1 12 0v5l1.8 2.2H4.2L6 16Zm4 4.6h4",
    bolt: "M13.5 2 4.5 13.5H11L10 22l9.5-12H13l.5-8Z",
    check: "m4.5 12.5 5 5L19.5 7",
    circle: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z",
    clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 4V12l3.2 2.2",
    close: "m6 6 12 12M18 6 6 18",
    flame: "M12 2.5c1 4 5.8 5.6 5.8 11A5.8 5.8 0 0 1 12 21.5a5.8 5.8 0 0 1-5.8-6c0-2.6 1.4-4 2.4-5.6.4 1.4 1 2 1.8 2.3C10 8.6 10.5 5 12 2.5Z",
    forward: "m9 5 7 7-7 7",
    help: "M9 9.2A3.1 3.1 0 1 1 12.4 12.3V14.2M12.3 17.3v.5M12 2.8a9.2 9.2 0 1 0 0 18.4 9.2 9.2 0 0 0 0-18.4Z",
    info: "M12 10.8v6M12 7v.5M12 2.8a9.2 9.2 0 1 0 0 18.4 9.2 9.2 0 0 0 0-18.4Z",
    list: "M9 6h11M9 12h11M9 18h11M4 6h.5M4 12h.5M4 18h.5",
    minus: "M5 12h14",
    note: "M5 4h14v11l-5 5H5V4Zm14 11h-5v5",
    offline:
        "M3 3l18 18M8.5 15.5a5 5 0 0 1 5-1.2M5 12a10 10 0 0 1 4-2.4m4.5-.3A10 10 0 0 1 19 12M1.8 8.5A15 15 0 0 1 6 5.8m4-1a15 15 0 0 1 12.2 3.7M12 19v.5",
    pause: "M8 5v14M16 5v14",
    people: "M8.5 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6.5 9c0-3.8 2.8-6 6.5-6s6.5 2.2 6.5 6M16 4.4a3.4 3.4 0 0 1 0 6.4m2 3.7c2.5.8 4 2.8 4 5.5",
    plus: "M5 12h14M12 5v14",
    recall: "M4 12a8 8 0 1 1 2.6 5.9M4 18v-5h5",
    globe: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-9 9h18M12 3c3 2.7 3.8 5.7 3.8 9s-.8 6.3-3.8 9c-3-2.7-3.8-5.7-3.8-9S9 5.7 12 3Z",
    sound: "M4 9.5v5h3.5L12 19V5L7.5 9.5H4Zm11.5-1a5 5 0 0 1 0 7m2.7-9.7a9 9 0 0 1 0 12.4",
    silent: "M4 9.5v5h3.5L12 19V5L7.5 9.5H4Zm12 0 5 5m0-5-5 5",
    table: "M3 8h18M5.5 8v11M18.5 8v11M3 8l2-3h14l2 3",
    undo: "M8 5 3.5 9.5 8 14m-4.5-4.5H14a6 6 0 0 1 0 12h-3",
};

/** An icon beside a text, or with a label of its own. */
export class Icon extends Component {
    static template = "fynlo_kitchen.Icon";
    static props = { name: String, label: { type: String, optional: true } };

    get path() {
        return PATHS[this.props.name];
    }
}
