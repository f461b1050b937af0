/** An amount of the API (minor units) as people read it. */
export function moneyText({ amount, currency }, decimals, locale) {
    return new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
    }).format(amount / 10 ** decimals);
}

/** A number as people read it. */
export function countText(number, locale) {
    return new Intl.NumberFormat(locale).format(number);
}

/** A moment of the API as day and time by the reader's clock; without the day when it is today. */
export function timeText(moment, locale) {
    const time = new Date(moment);
    const isToday = time.toDateString() === new Date().toDateString();
    const day = isToday ? {} : { day: "numeric", month: "short" };
    return time.toLocaleString(locale, { ...day, hour: "2-digit", minute: "2-digit" });
}

/** How long ago a moment was at another one: 45 min, 1 h 05, 3 d. */
export function durationText(moment, until) {
    const minutes = Math.max(Math.floor((new Date(until) - new Date(moment)) / 60000), 0);
    if (minutes < 60) {
        return `${minutes} min`;
    }
    const hours = Math.floor(minutes / 60);
    if (hours < 48) {
        return `${hours} h ${String(minutes % 60).padStart(2, "0")}`;
    }
    return `${Math.floor(hours / 24)} d`;
}

/** The hour of a clock on the wall: 19:00. */
export function hourText(hour) {
    return `${String(hour).padStart(2, "0")}:00`;
}

/** A share of a hundred as people read it: 48%. */
export function percentText(percent, locale) {
    return new Intl.NumberFormat(locale, { style: "percent" }).format(percent / 100);
}

/** A length of time by minutes and seconds: 7:05, 61:00. */
export function clockText(seconds) {
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The weekday of a business date: Friday. */
export function weekdayText(date, locale) {
    const noon = new Date(`${date}T12:00:00`);
    return noon.toLocaleDateString(locale, { weekday: "long" });
}
