import { Component, onWillUnmount, useState } from "@odoo/owl";
import { Problem } from "../core/problem";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icon";

/** How a dish is made: what it has to look like, its steps, and what is checked at the end. */
export class RecipeDialog extends Component {
    static template = "fynlo_kitchen.RecipeDialog";
    static components = { Dialog, Icon };
    static props = { line: Object, onClose: Function };

    setup() {
        this.state = useState({ recipe: null, picture: "", problem: "" });
        this.load();
        onWillUnmount(() => URL.revokeObjectURL(this.state.picture));
    }

    async load() {
        const { api } = this.env;
        try {
            const recipe = await api.get(`/kitchen/products/${this.props.line.productId}/recipe`);
            this.state.recipe = recipe;
            if (recipe.picture_url) {
                this.state.picture = URL.createObjectURL(await api.picture(recipe.picture_url));
            }
        } catch (error) {
            if (!(error instanceof Problem)) {
                throw error;
            }
            this.state.problem = this.env.messages.reasonOf(error);
        }
    }
}
