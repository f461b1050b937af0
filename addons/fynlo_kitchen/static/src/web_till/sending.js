import { PosConfig } from "@point_of_sale/app/models/pos_config";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { patch } from "@web/core/utils/patch";

/**
 * Odoo's till asks its staff to send what a kitchen printer prints. Here it is what the stations
 * make too, and what is sent is told to the server at once: that is where the stations hear of it.
 */
patch(PosConfig.prototype, {
    get preparationCategories() {
        return new Set([...super.preparationCategories, ...this.fynloKitchenCategories]);
    },

    get fynloKitchenCategories() {
        return this.raw.fynlo_kitchen_category_ids || [];
    },
});

patch(PosOrder.prototype, {
    /** What is sent is sent after what was sent before, also where this device's clock is slow. */
    updateLastOrderChange() {
        const before = this.last_order_preparation_change.metadata?.serverDate || "";
        const updated = super.updateLastOrderChange(...arguments);
        const { metadata } = this.last_order_preparation_change;
        if (metadata.serverDate < before) {
            metadata.serverDate = before;
        }
        return updated;
    },
});

patch(PosStore.prototype, {
    async sendOrderInPreparation(order, opts = {}) {
        const sent = await super.sendOrderInPreparation(...arguments);
        // A cancelled order is told as such, by the call that cancels it.
        if (this.config.fynloKitchenCategories.length && !opts.cancelled) {
            await this.syncAllOrders({ orders: [order] });
        }
        return sent;
    },

    /** A dish that goes to another check is a new line there: the kitchen is told which it was. */
    handlePreparationHistory(srcPrep, destPrep, srcLine, destLine, qty) {
        const wasSent = srcPrep[srcLine.preparationKey];
        const earlier = destPrep[destLine.preparationKey]?.fynlo_moved;
        const handled = super.handlePreparationHistory(...arguments);
        const told = destPrep[destLine.preparationKey];
        if (wasSent && told) {
            told.fynlo_moved = { ...earlier, [srcLine.uuid]: qty };
        }
        return handled;
    },

    async mergeOrders(sourceOrder, destOrder) {
        this.fynloTaker = destOrder;
        try {
            return await super.mergeOrders(...arguments);
        } finally {
            this.fynloTaker = null;
        }
    },

    /** Before an order is cancelled that went into another one, that one has its dishes. */
    async deleteOrders() {
        if (this.fynloTaker) {
            await this.syncAllOrders({ orders: [this.fynloTaker] });
        }
        return super.deleteOrders(...arguments);
    },

    /** The check that dishes went to is saved before the one that they came from. */
    async syncAllOrders(options = {}) {
        const orders = options.orders?.toSorted((one, other) => takes(other) - takes(one));
        return super.syncAllOrders(orders ? { ...options, orders } : options);
    },
});

function takes(order) {
    const told = Object.values(order.last_order_preparation_change?.lines || {});
    return Number(told.some((line) => line.fynlo_moved));
}
