import DevicesSynchronisation from "@point_of_sale/app/utils/devices_synchronisation";
import { Domain } from "@web/core/domain";
import { patch } from "@web/core/utils/patch";

/**
 * Odoo's till reads an order again when its time of writing is another by a second or more. Two
 * changes of one second are one to it: so the server names the orders that a command changed, and
 * these are read whatever their time.
 */
patch(DevicesSynchronisation.prototype, {
    setup() {
        this.fynloTold = new Set();
        super.setup(...arguments);
    },

    async collect(data) {
        const isOwn = data.device_identifier === this.pos.device.identifier;
        for (const id of (!isOwn && data.records?.["pos.order"]) || []) {
            this.fynloTold.add(id);
        }
        return super.collect(...arguments);
    },

    constructOrdersDomain() {
        const found = super.constructOrdersDomain(...arguments);
        const told = new Domain([["id", "in", [...this.fynloTold]]]);
        found.domain["pos.order"] = Domain.or([found.domain["pos.order"], told]).toList();
        return found;
    },

    async processDynamicRecords(dynamicRecords) {
        const read = await super.processDynamicRecords(...arguments);
        for (const { id } of dynamicRecords["pos.order"] ?? []) {
            this.fynloTold.delete(id);
        }
        return read;
    },
});
