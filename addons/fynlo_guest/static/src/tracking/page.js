/**
 * Keeps the guest's page as the order is. The server makes the page, also for browsers without
 * JavaScript; this asks for it again when an event says that something changed, and takes over
 * what is different. So there is one place that knows how an order looks.
 */

import { RealtimeClient } from "/fynlo_pos_api/static/src/realtime/client.js";
import { showOwnTimes } from "./clock.js";
import { morph } from "./morph.js";

// Several events of one moment are one look; the estimate moves without an event.
const TOGETHER_MS = 250;
const REST_MS = 60_000;
const POLL_MS = 10_000;
const NOT_FOUND = 404;
const BUSY = 429;

const token = location.pathname.split("/")[2];
const language = document.documentElement.lang;
const offlineNotice = document.getElementById("offline");

let isAsking = false;
let mustAskAgain = false;
let hasEnded = false;
let lookedAt = Date.now();
let soon = null;

const client = new RealtimeClient({
    token: async () => token,
    language,
    onEvent: () => lookSoon(),
    onReset: () => lookSoon(),
    // What asks in vain says so itself.
    onState: () => lookSoon(),
});

// === THE PAGE === //

/** Ask for the page in a moment, once, however many events come. */
function lookSoon() {
    clearTimeout(soon);
    soon = setTimeout(look, TOGETHER_MS);
}

/** Ask for the page now, and once more when something happens meanwhile. */
async function look() {
    if (isAsking) {
        mustAskAgain = true;
        return;
    }
    isAsking = true;
    lookedAt = Date.now();
    const chosen = new URLSearchParams(location.search).get("lang");
    const address = location.pathname + (chosen ? `?lang=${encodeURIComponent(chosen)}` : "");
    await ask(address, {});
    isAsking = false;
    if (mustAskAgain) {
        mustAskAgain = false;
        lookSoon();
    }
}

async function ask(address, options) {
    if (hasEnded) {
        return;
    }
    try {
        const reply = await fetch(address, { cache: "no-store", credentials: "omit", ...options });
        show(reply.status, parsed(await reply.text()));
    } catch {
        notify(offlineNotice.dataset.text);
    }
}

/** A page's document. Its colours are set already, under the nonce of the page that is shown. */
function parsed(page) {
    const text = page.replace(/<style[^]*?<\/style>/, "");
    return new DOMParser().parseFromString(text, "text/html");
}

function show(status, newer) {
    if (status === NOT_FOUND) {
        end(newer);
    } else if (status === BUSY) {
        notify(newer.querySelector("main p")?.textContent);
    } else if (status !== 200) {
        notify(offlineNotice.dataset.text);
    } else {
        const before = spokenText();
        showOwnTimes(newer, language);
        document.title = newer.title;
        for (const name of ["header", "main", "footer"]) {
            morph(document.querySelector(name), newer.querySelector(name));
        }
        notify("");
        if (spokenText() !== before) {
            document.getElementById("spoken").textContent = spokenText();
        }
    }
}

/** The link has ended: its page says so, and nothing more is asked. */
function end(newer) {
    hasEnded = true;
    client.stop();
    document.title = newer.title;
    document.body.replaceChildren(...newer.body.childNodes);
    document.querySelector("h1").tabIndex = -1;
    document.querySelector("h1").focus();
}

// === WHAT IS SAID === //

/** What somebody who hears the page must be told when it changes. */
function spokenText() {
    const parts = document.querySelectorAll("#status, #sentence, #joined, .state, [role=alert]");
    return [...parts].map((part) => part.textContent.trim()).join(". ");
}

function notify(text) {
    if (offlineNotice.textContent !== text) {
        offlineNotice.textContent = text;
    }
    offlineNotice.hidden = !text;
}

// === WHAT THE GUEST DOES === //

document.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.querySelector("[aria-disabled=true]")) {
        return;
    }
    await ask(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
});

/** Without events it is asked for often, with them now and then. */
function tick() {
    showOwnTimes(document, language);
    const isDue = client.state !== "online" || Date.now() - lookedAt >= REST_MS;
    if (isDue && document.visibilityState === "visible") {
        look();
    }
}

showOwnTimes(document, language);
setInterval(tick, POLL_MS);
client.start();
