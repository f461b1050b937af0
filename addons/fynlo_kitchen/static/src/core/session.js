import { Api } from "./api";
import { Problem } from "./problem";

// A token is changed for a new one this long before it ends.
const EARLY_MS = 60_000;

/** The device's sign-in: a credential that is kept, and the tokens that it gives. */
export class Session {
    constructor({ stationId, storage, api }) {
        this.key = `fynlo.kitchen.${stationId}`;
        this.storage = storage;
        this.api = api || new Api({});
        this.tokens = null;
        this.endsAt = 0;
        this.renewing = null;
    }

    get credential() {
        return this.storage.get(this.key);
    }

    /** Pair by the code of a link, once; the credential is kept for the next start. */
    async pair(code, name) {
        const platform = navigator.platform?.slice(0, 80) || "browser";
        const paired = await this.api.post("/devices/pair", { code: code.trim(), name, platform });
        this.storage.set(this.key, paired.credential);
        this.forget();
    }

    /** The credential counts no more: it was revoked. */
    leave() {
        this.storage.set(this.key, null);
        this.forget();
    }

    forget() {
        this.tokens = null;
        this.endsAt = 0;
    }

    /** An access token that lasts for a while yet. */
    async token() {
        if (this.tokens && Date.now() < this.endsAt - EARLY_MS) {
            return this.tokens.access_token;
        }
        return this.renewed(this.tokens?.access_token);
    }

    /** Another token than the one that was refused; all who ask at once share one request. */
    async renewed(refused) {
        if (this.tokens && this.tokens.access_token !== refused) {
            return this.tokens.access_token;
        }
        this.renewing ||= this.renew().finally(() => {
            this.renewing = null;
        });
        return this.renewing;
    }

    /** Another token than the present one, which the server did not take. */
    another() {
        return this.renewed(this.tokens?.access_token);
    }

    async renew() {
        const tokens = (await this.refreshed()) || (await this.signedIn());
        this.tokens = tokens;
        this.endsAt = Date.now() + tokens.expires_in * 1000;
        return tokens.access_token;
    }

    /** New tokens for the refresh token, or null when the credential has to be shown again. */
    async refreshed() {
        if (!this.tokens) {
            return null;
        }
        const body = { refresh_token: this.tokens.refresh_token };
        try {
            return await this.api.send("POST", "/auth/refresh", body);
        } catch (error) {
            if (error instanceof Problem && error.isSignIn) {
                return null;
            }
            throw error;
        }
    }

    async signedIn() {
        if (!this.credential) {
            throw new Problem({ status: 401, code: "credentials_invalid" });
        }
        return this.api.send("POST", "/auth/device", { credential: this.credential });
    }
}
