/** How late a ticket is, by the times that the server reckoned from the station's thresholds. */
export function levelOf(ticket, now) {
    if (ticket.lateAt !== null && now >= ticket.lateAt) {
        return "late";
    }
    return ticket.warnAt !== null && now >= ticket.warnAt ? "warn" : "fresh";
}
