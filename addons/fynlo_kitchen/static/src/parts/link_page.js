import { Component, useState } from "@odoo/owl";
import { LANGUAGES } from "../core/texts";
import { Icon } from "./icon";

/** Shown by a screen that is not paired: how to get a link, and a field for its code. */
export class LinkPage extends Component {
    static template = "fynlo_kitchen.LinkPage";
    static components = { Icon };
    static props = { problem: { type: String, optional: true }, onCode: Function };

    setup() {
        this.state = useState({ code: "", isBusy: false });
        this.texts = this.env.texts;
        this.languages = LANGUAGES;
    }

    async onSubmit() {
        this.state.isBusy = true;
        await this.props.onCode(this.state.code);
        this.state.isBusy = false;
    }
}
