import { _t } from "@web/core/l10n/translation";

const SIGNED_OUT = "odoo.http.SessionExpiredException";

/** What a failed call says, with what to do; isAway: no server answered. */
export function refusal(error) {
    if (!error.data) {
        const text = _t(
            "The server cannot be reached. Check the network; the board goes on by itself."
        );
        return { text, isAway: true };
    }
    if (error.data.name === SIGNED_OUT) {
        return { text: _t("You are signed out. Load this page again and sign in."), isAway: false };
    }
    return { text: error.data.message, isAway: false };
}
