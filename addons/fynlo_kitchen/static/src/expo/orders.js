import { levelOf } from "../core/age";
import { byAge } from "../core/ticket_store";
import { dishesOf, isHeld } from "../kitchen/ticket";

/**
 * The tickets of each order together, as the pass hands it out: the longest waiting first. Those of
 * which nothing is made now, only held, come last.
 */
export function ordersOf(tickets) {
    const orders = new Map();
    for (const ticket of tickets) {
        orders.set(ticket.orderId, [...(orders.get(ticket.orderId) || []), ticket]);
    }
    return [...orders.values()].map(orderOf).sort(byTurn);
}

function byTurn(one, other) {
    return Number(one.isWaiting) - Number(other.isWaiting) || byAge(one, other);
}

function orderOf(all) {
    const tickets = [...all].sort((one, other) => (one.course || 0) - (other.course || 0));
    const courses = tickets.filter((ticket) => !isHeld(ticket));
    const lines = courses.flatMap((ticket) => ticket.lines);
    const dishes = courses.flatMap(dishesOf);
    const ready = dishes.filter(isReady);
    return {
        ...(courses[0] || tickets[0]),
        id: tickets[0].orderId,
        courses,
        // What is on hold, by course; and the tickets of courses that may be held back.
        waiting: waitingOf(tickets),
        holdable: holdableOf(courses),
        isWaiting: !courses.length,
        lines,
        isRushed: tickets.some((ticket) => ticket.isRushed),
        sentAt: courses.length ? Math.min(...courses.map((ticket) => ticket.sentAt)) : 0,
        lineCount: dishes.length,
        readyCount: ready.length,
        isReady: dishes.length > 0 && ready.length === dishes.length,
    };
}

function waitingOf(tickets) {
    const courses = new Map();
    for (const ticket of tickets.filter(isHeld)) {
        courses.set(ticket.course, [...(courses.get(ticket.course) || []), ticket]);
    }
    return [...courses].map(([number, held]) => ({
        number,
        tickets: held,
        dishes: held.flatMap(dishesOf),
    }));
}

/** The first ticket of each course that no station has begun with. */
function holdableOf(courses) {
    const begun = new Set(courses.filter(isBegun).map((ticket) => ticket.course));
    return courses.filter(
        ({ course }, index) =>
            course &&
            !begun.has(course) &&
            courses.findIndex((other) => other.course === course) === index,
    );
}

function isBegun(ticket) {
    const isMade = (state) => ["started", "done"].includes(state);
    return (
        ticket.state !== "new" ||
        ticket.lines.some(
            (line) => isMade(line.state) || line.stations.some((made) => isMade(made.state)),
        )
    );
}

/** Whether every station has made a dish; one that no station makes is handed out as it is. */
export function isReady(line) {
    return (
        line.state === "done" ||
        line.stations.every((made) => ["done", "voided"].includes(made.state))
    );
}

/** Whether a course can be handed out: every dish of it is made. */
export function isCourseReady(ticket) {
    return dishesOf(ticket).every(isReady);
}

/** The course that a key hands out: the first that is ready, else the first. */
export function nextOut(order) {
    return order.courses.find(isCourseReady) || order.courses[0];
}

/** How late an order is: as late as its latest ticket. */
export function levelOfOrder(order, now) {
    const levels = order.courses.map((ticket) => levelOf(ticket, now));
    return ["late", "warn"].find((level) => levels.includes(level)) || "fresh";
}
