import { _t } from "@web/core/l10n/translation";

/** The statuses of orders, as the guest reads them. */
export const LABELS = {
    pending: _t("Pending"),
    confirmed: _t("Confirmed"),
    preparing: _t("Preparing"),
    cooking: _t("Cooking"),
    ready: _t("Ready"),
    out_for_delivery: _t("Out for delivery"),
    delivered: _t("Delivered"),
    completed: _t("Completed"),
    cancelled: _t("Cancelled"),
};

/** What the buttons say that lead to each. */
export const STEPS = {
    confirmed: _t("Confirm"),
    preparing: _t("Start preparing"),
    cooking: _t("Start cooking"),
    ready: _t("Ready"),
    out_for_delivery: _t("Out for delivery"),
    delivered: _t("Delivered"),
    completed: _t("Complete"),
    cancelled: _t("Stop preparing"),
};

export const COLORS = {
    pending: "secondary",
    confirmed: "info",
    preparing: "warning",
    cooking: "warning",
    ready: "success",
    out_for_delivery: "info",
    delivered: "success",
    completed: "success",
    cancelled: "danger",
};
