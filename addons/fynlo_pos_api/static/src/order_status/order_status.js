import { Component, useState } from "@odoo/owl";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { ask } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { useService } from "@web/core/utils/hooks";
import { _t } from "@web/core/l10n/translation";
import { COLORS, LABELS, STEPS } from "./texts";

/** How far an order is, in the words that the guest reads. */
export class FynloStatusBadge extends Component {
    static template = "fynlo_pos_api.StatusBadge";
    static props = { status: { type: String } };

    get label() {
        return LABELS[this.props.status] || this.props.status;
    }

    get color() {
        return COLORS[this.props.status] || "secondary";
    }
}

/** How far an order is, with a button for each step that may follow. */
export class FynloOrderStatus extends Component {
    static template = "fynlo_pos_api.OrderStatus";
    static components = { FynloStatusBadge };
    static props = { order: { type: Object } };

    setup() {
        this.pos = usePos();
        this.dialog = useService("dialog");
        this.state = useState({ moving: false });
    }

    /** An order that this till has not sent yet is known to nobody else. */
    get isSent() {
        return typeof this.props.order.id === "number" && this.props.order.fynlo_status;
    }

    get steps() {
        const names = (this.props.order.fynlo_next || "").split(",").filter(Boolean);
        return names.map((status) => ({ status, text: STEPS[status] || status }));
    }

    async onStep(status) {
        if (status === "cancelled" && !(await this.confirmCancel())) {
            return;
        }
        this.state.moving = true;
        try {
            await this.move(status);
        } finally {
            this.state.moving = false;
        }
    }

    confirmCancel() {
        return ask(this.dialog, {
            title: _t("Stop preparing this order?"),
            body: _t("The bill stays as it is: void or refund the dishes too where that is right."),
        });
    }

    /** The server runs the command and answers with the order as it is then. */
    async move(status) {
        const args = [[this.props.order.id], status];
        await this.pos.data.callRelated("pos.order", "fynlo_move", args, {}, false);
    }
}
