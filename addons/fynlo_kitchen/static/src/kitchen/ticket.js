/** A ticket of the API as the screens hold it: times as numbers, texts ready to be shown. */
export function ticketOf(item) {
    return {
        id: item.id,
        version: item.version,
        stationId: item.station_id,
        state: item.state,
        number: item.number,
        course: item.course,
        isRushed: item.is_rushed,
        sentAt: momentOf(item.sent_at) ?? 0,
        warnAt: momentOf(item.warn_at),
        lateAt: momentOf(item.late_at),
        completedAt: momentOf(item.completed_at),
        changedAt: momentOf(item.changed_at),
        promisedAt: momentOf(item.promised_at),
        orderId: item.order_id,
        orderType: item.order_type,
        table: item.table,
        movedFrom: item.moved_from,
        covers: item.covers,
        employee: item.employee,
        notes: [item.kitchen_note, item.note].filter(Boolean),
        allergens: item.allergies?.allergens || [],
        allergyNote: item.allergies?.note || "",
        lines: shownLines(item.lines).map((line) => lineOf(line, item)),
    };
}

function momentOf(text) {
    return text ? Date.parse(text) : null;
}

/** A row that was voided as a whole is told by the row of the void, once. */
function shownLines(lines) {
    const told = new Set(
        lines.filter((line) => line.kind === "voided").map((line) => line.order_line_id),
    );
    return lines.filter(
        (line) =>
            line.kind === "voided" || line.state !== "voided" || !told.has(line.order_line_id),
    );
}

function lineOf(line, ticket) {
    const { text } = line;
    const isVoid = line.kind === "voided" || line.state === "voided";
    // What was on the ticket from the start is no addition to it.
    const isFirst = line.kind === "added" && line.send_number <= ticket.send_number;
    return {
        id: line.id,
        productId: line.product_id,
        name: line.name,
        quantity: line.quantity || line.voided_quantity,
        kind: isVoid ? "voided" : isFirst ? "plain" : line.kind,
        state: isVoid ? "voided" : line.state,
        seat: text.seat,
        setMenu: text.set_menu,
        modifiers: text.modifiers,
        notes: [text.kitchen_note, text.note].filter(Boolean),
        before: beforeOf(line.before),
        clashes: clashesOf(line, ticket),
        check: line.is_checked ? "" : line.check || "",
        hasRecipe: line.has_recipe,
        stations: line.stations || [],
    };
}

/** How a changed dish was meant before, to be shown struck through. */
function beforeOf(before) {
    if (!before) {
        return [];
    }
    return [...(before.modifiers || []), before.kitchen_note, before.note].filter(Boolean);
}

/** What is in the dish that the guest must not eat. */
function clashesOf(line, ticket) {
    const forbidden = ticket.allergies?.allergens || [];
    return (line.allergens || []).filter((name) => forbidden.includes(name));
}

/** What is still to be made of a ticket. */
export function openLines(ticket) {
    return ticket.lines.filter((line) => ["new", "started"].includes(line.state));
}

/** The lines with a check that must be ticked before the ticket is complete. */
export function checksOf(ticket) {
    return openLines(ticket).filter((line) => line.check);
}
