import { levelOf } from "../core/age";
import { byAge } from "../core/ticket_store";
import { dishesOf } from "../kitchen/ticket";

/** The tickets of each order together, as the pass hands it out: the longest waiting first. */
export function ordersOf(tickets) {
    const orders = new Map();
    for (const ticket of tickets) {
        orders.set(ticket.orderId, [...(orders.get(ticket.orderId) || []), ticket]);
    }
    return [...orders.values()].map(orderOf).sort(byAge);
}

function orderOf(tickets) {
    const courses = [...tickets].sort((one, other) => (one.course || 0) - (other.course || 0));
    const lines = courses.flatMap((ticket) => ticket.lines);
    const dishes = courses.flatMap(dishesOf);
    const ready = dishes.filter(isReady);
    return {
        ...courses[0],
        id: courses[0].orderId,
        courses,
        lines,
        isRushed: tickets.some((ticket) => ticket.isRushed),
        sentAt: Math.min(...tickets.map((ticket) => ticket.sentAt)),
        lineCount: dishes.length,
        readyCount: ready.length,
        isReady: dishes.length > 0 && ready.length === dishes.length,
    };
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
