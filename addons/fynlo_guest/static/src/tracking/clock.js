/** The guest's own clock: the server writes times in the restaurant's zone. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Write each <time> in the zone and the way of the guest's device, with the day when it is another.
 * @param {Element | Document} part
 * @param {string} language of the page
 */
export function showOwnTimes(part, language) {
    const way = wayOf(language);
    const time = new Intl.DateTimeFormat(way, { timeStyle: "short" });
    const dayAndTime = new Intl.DateTimeFormat(way, { dateStyle: "medium", timeStyle: "short" });
    for (const element of part.querySelectorAll("time[datetime]")) {
        const moment = new Date(element.dateTime);
        const isToday = moment.toDateString() === new Date().toDateString();
        write(element, (isToday ? time : dayAndTime).format(moment));
    }
    for (const element of part.querySelectorAll("[data-until]")) {
        write(element, timeLeft(new Date(element.dataset.until) - Date.now(), language));
    }
}

/** How the device writes in the page's language: 20:15 in en-GB, 8:15 PM in en-US. */
function wayOf(language) {
    return navigator.languages.find((own) => own.split("-")[0] === language) || language;
}

/**
 * @param {number} milliseconds
 * @param {string} language
 * @returns {string} such as "(in 12 minutes)"; nothing when it is over, or a day and more away
 */
export function timeLeft(milliseconds, language) {
    if (milliseconds < MINUTE / 2 || milliseconds >= DAY) {
        return "";
    }
    const words = new Intl.RelativeTimeFormat(language, { numeric: "always" });
    return `(${words.format(Math.max(1, Math.round(milliseconds / MINUTE)), "minute")})`;
}

function write(element, text) {
    if (element.textContent !== text) {
        element.textContent = text;
    }
}
