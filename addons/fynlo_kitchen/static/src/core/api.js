import { Problem } from "./problem";

const TIMEOUT_MS = 12_000;
const RETRY_MS = [400, 1500];

/** Calls of the API. `session` gives the access token; without one the call is anonymous. */
export class Api {
    constructor({ baseUrl = "", fetch = window.fetch.bind(window), session = null } = {}) {
        Object.assign(this, { baseUrl, fetch, session });
    }

    async get(path, parameters = {}) {
        const sent = Object.entries(parameters).filter(([, value]) => value !== undefined);
        const query = new URLSearchParams(sent).toString();
        return this.call("GET", query ? `${path}?${query}` : path);
    }

    /** A picture behind the sign-in; `address` as a reply gave it. */
    async picture(address) {
        const headers = { Authorization: `Bearer ${await this.session.token()}` };
        const response = await this.answered(new URL(address, this.baseUrl || location.href), {
            headers,
            credentials: "omit",
        });
        if (!response.ok) {
            throw new Problem({ status: response.status, code: "not_found" });
        }
        return response.blob();
    }

    /** Do something, once: after a lost reply it is sent again with the same key. */
    async post(path, body = {}) {
        const key = newKey();
        for (const wait of [...RETRY_MS, null]) {
            try {
                return await this.call("POST", path, body, key);
            } catch (error) {
                if (!(error instanceof Problem) || !error.isConnection || wait === null) {
                    throw error;
                }
                await new Promise((resolve) => setTimeout(resolve, wait));
            }
        }
    }

    async call(method, path, body, key) {
        const token = this.session ? await this.session.token() : null;
        try {
            return await this.send(method, path, body, key, token);
        } catch (error) {
            // A token may end between two looks at the clock: once more with a new one.
            if (!(error instanceof Problem) || !error.isSignIn || !this.session) {
                throw error;
            }
            return this.send(method, path, body, key, await this.session.renewed(token));
        }
    }

    async send(method, path, body, key, token) {
        const headers = { Accept: "application/json" };
        if (token) {
            headers.Authorization = `Bearer ${token}`;
        }
        if (body !== undefined) {
            headers["Content-Type"] = "application/json";
        }
        if (key) {
            headers["Idempotency-Key"] = key;
        }
        const response = await this.answered(`${this.baseUrl}/api/v1${path}`, {
            method,
            headers,
            body: body === undefined ? undefined : JSON.stringify(body),
            cache: "no-store",
            credentials: "omit",
        });
        const content = await response.json().catch(() => ({}));
        if (!response.ok) {
            throw new Problem({ code: "unknown", ...content, status: response.status });
        }
        return content;
    }

    async answered(url, options) {
        const abort = new AbortController();
        const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
        try {
            return await this.fetch(url, { ...options, signal: abort.signal });
        } catch {
            throw new Problem();
        } finally {
            clearTimeout(timer);
        }
    }
}

/** A random key. crypto.randomUUID is missing where the page came over plain HTTP. */
export function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
