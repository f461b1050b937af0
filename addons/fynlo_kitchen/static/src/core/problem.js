/** What the API refused, or that it could not be reached (code "no_connection"). */
export class Problem extends Error {
    constructor({ status = 0, code = "no_connection", detail = "", ...body } = {}) {
        super(detail || code);
        this.name = "Problem";
        Object.assign(this, { status, code, detail, body });
    }

    /** Whether the request may have been done all the same: the reply was lost. */
    get isConnection() {
        return (
            this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
        );
    }

    /** Whether the token was not taken. */
    get isSignIn() {
        return this.status === 401;
    }
}
