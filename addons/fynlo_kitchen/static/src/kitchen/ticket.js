const TO_MAKE = new Set(["new", "started"]);
const OPEN = new Set(["held", ...TO_MAKE]);

/** A ticket of the API as the screens hold it: times as numbers, texts ready to be shown. */
export function ticketOf(item) {
    return {
        id: item.id,
        version: item.version,
        stationId: item.station_id,
        state: item.state,
        number: item.number,
        reference: item.reference,
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
        lines: shownLines(item),
    };
}

function momentOf(text) {
    return text ? Date.parse(text) : null;
}

/**
 * The rows of a ticket as a cook reads them. The server tells of a change in a row of its own: while
 * the dish is still open it is shown with it, as one. A dish that is voided as a whole is told by the
 * row of its void.
 */
function shownLines(item) {
    const voids = new Set(ofKind(item.lines, "voided").map((line) => line.order_line_id));
    const open = ofKind(item.lines, "added").filter((line) => OPEN.has(line.state));
    const dishOf = (note) => open.find((line) => line.order_line_id === note.order_line_id);
    const notes = ofKind(item.lines, "changed").filter(
        (line) => line.order_line_id && dishOf(line),
    );
    return item.lines
        .filter((line) => !notes.includes(line))
        .filter((line) => !(line.state === "voided" && voids.has(line.order_line_id)))
        .map((line) =>
            lineOf(
                line,
                item,
                notes.filter((note) => dishOf(note) === line),
            ),
        );
}

function ofKind(lines, kind) {
    return lines.filter((line) => line.kind === kind);
}

function lineOf(line, ticket, notes) {
    const { text } = line;
    return {
        id: line.id,
        productId: line.product_id,
        name: line.name,
        quantity: line.quantity || line.voided_quantity,
        kind: kindOf(line, ticket, notes),
        state: line.state,
        // What is bumped together with it: the rows of its changes.
        noteIds: notes.filter((note) => TO_MAKE.has(note.state)).map((note) => note.id),
        seat: text.seat,
        setMenu: text.set_menu,
        modifiers: text.modifiers,
        notes: [text.kitchen_note, text.note].filter(Boolean),
        before: beforeOf((notes.at(-1) || line).before),
        clashes: clashesOf(line, ticket),
        check: line.is_checked ? "" : line.check || "",
        hasRecipe: line.has_recipe,
        stations: line.stations,
    };
}

/** added, changed or voided after the ticket was sent; else plain. */
function kindOf(line, ticket, notes) {
    if (line.kind === "voided" || line.state === "voided") {
        return "voided";
    }
    if (notes.length) {
        return "changed";
    }
    const isFirst = line.kind === "added" && line.send_number <= ticket.send_number;
    return isFirst ? "plain" : line.kind;
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

/** Whether a ticket waits for its course. */
export function isHeld(ticket) {
    return ticket.state === "held";
}

/** What is still to be made of a ticket. */
export function openLines(ticket) {
    return ticket.lines.filter((line) => TO_MAKE.has(line.state));
}

/** The dishes of a ticket, without those that are voided. */
export function dishesOf(ticket) {
    return ticket.lines.filter((line) => line.kind !== "voided");
}

/** The lines with a check that must be ticked before the ticket is complete. */
export function checksOf(ticket) {
    return dishesOf(ticket).filter((line) => line.check && TO_MAKE.has(line.state));
}
