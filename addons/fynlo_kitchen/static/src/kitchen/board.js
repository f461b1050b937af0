import { Component, onMounted, onPatched, onWillUnmount, useRef, useState } from "@odoo/owl";
import { levelOf } from "../core/age";
import { KeyReader } from "../core/keys";
import { OrderCard } from "../expo/order_card";
import { nextOut, ordersOf } from "../expo/orders";
import { ConnectionBanner } from "../parts/connection_banner";
import { Icon } from "../parts/icon";
import { Toasts } from "../parts/toasts";
import { TopBar } from "../parts/top_bar";
import { AllDayPanel } from "./all_day_panel";
import { CheckDialog } from "./check_dialog";
import { Choice } from "./choice";
import { HelpDialog } from "./help_dialog";
import { RecallPanel } from "./recall_panel";
import { RecipeDialog } from "./recipe_dialog";
import { checksOf } from "./ticket";
import { TicketCard } from "./ticket_card";

const SLACK_PX = 8;

/** A station's screen: its tickets in columns, the oldest first; at the pass whole orders. */
export class Board extends Component {
    static template = "fynlo_kitchen.Board";
    static components = {
        AllDayPanel,
        CheckDialog,
        ConnectionBanner,
        HelpDialog,
        Icon,
        OrderCard,
        RecallPanel,
        RecipeDialog,
        TicketCard,
        Toasts,
        TopBar,
    };
    static props = { kitchen: Object, commands: Object };

    setup() {
        this.kitchen = useState(this.props.kitchen.state);
        this.clock = useState(this.env.clock.shown);
        this.commands = this.props.commands;
        this.columns = useRef("columns");
        this.state = useState({
            panel: "",
            dialog: "",
            recipe: null,
            // What waits for checks to be ticked: ticket, lines, and what is done then.
            checks: null,
            // Cards beyond the edges of the screen.
            before: 0,
            after: 0,
            usesKeys: false,
        });
        this.choice = new Choice(() => this.cards);
        this.chosen = useState(this.choice.state);
        const reader = new KeyReader({ act: (action, place) => this.onAction(action, place) });
        const onKey = (event) => this.onKey(event, reader);
        const onResize = () => this.countHidden();
        onMounted(() => {
            window.addEventListener("keydown", onKey);
            window.addEventListener("resize", onResize);
            this.countHidden();
        });
        onPatched(() => this.countHidden());
        onWillUnmount(() => {
            window.removeEventListener("keydown", onKey);
            window.removeEventListener("resize", onResize);
        });
    }

    // === WHAT IS SHOWN === //

    get isExpo() {
        return this.kitchen.station.kind === "expo";
    }

    get tickets() {
        return this.kitchen.tickets;
    }

    /** What stands in the columns: tickets, and at the pass the orders that they belong to. */
    get cards() {
        const { tickets, waiting } = this.kitchen;
        return this.isExpo ? ordersOf([...tickets, ...waiting]) : tickets;
    }

    /** Of how many something is to be made now. */
    get openCount() {
        return this.cards.filter((card) => !card.isWaiting).length;
    }

    get readyCount() {
        return this.isExpo ? this.cards.filter((order) => order.isReady).length : 0;
    }

    get lateCount() {
        const { coarse } = this.clock;
        return this.tickets.filter((ticket) => levelOf(ticket, coarse) === "late").length;
    }

    /** Count the cards that are beyond the edges, along the reading. */
    countHidden() {
        const box = this.columns.el.getBoundingClientRect();
        const side = this.env.texts.isRightToLeft ? -1 : 1;
        const counts = { before: 0, after: 0 };
        for (const card of this.columns.el.children) {
            const { left, right } = card.getBoundingClientRect();
            const isLeft = left < box.left - SLACK_PX;
            const isRight = right > box.right + SLACK_PX;
            if (isLeft || isRight) {
                counts[isRight === side > 0 ? "after" : "before"] += 1;
            }
        }
        Object.assign(this.state, counts);
    }

    turnPage(direction) {
        const box = this.columns.el;
        const side = this.env.texts.isRightToLeft ? -1 : 1;
        box.scrollBy({ left: direction * side * box.clientWidth, behavior: "smooth" });
    }

    // === TOUCH === //

    complete(ticket) {
        this.afterChecks(ticket, checksOf(ticket), (lines) =>
            this.commands.complete(ticket, lines),
        );
    }

    bumpLine(ticket, line) {
        const lines = line.check ? [line] : [];
        this.afterChecks(ticket, lines, (ticked) =>
            this.commands.bumpLine(ticket, line, ticked.length > 0),
        );
    }

    /** Do something once the checks of these lines were ticked. */
    afterChecks(ticket, lines, act) {
        if (!lines.length) {
            return act([]);
        }
        this.state.checks = { ticket, lines, act };
        this.state.dialog = "check";
    }

    onChecked(lines) {
        const { act } = this.state.checks;
        this.closeDialog();
        act(lines);
    }

    /** At the pass: hand out courses of an order. */
    handOut(tickets) {
        tickets.forEach((ticket) => this.complete(ticket));
    }

    showRecipe(line) {
        this.state.recipe = line;
        this.state.dialog = "recipe";
    }

    closeDialog() {
        Object.assign(this.state, { dialog: "", recipe: null, checks: null });
    }

    togglePanel(name) {
        this.state.panel = this.state.panel === name ? "" : name;
        this.choice.state.recall = 0;
    }

    /** What was pressed by a finger keeps no focus: the bump bar's Enter is not for it. */
    onPressed(event) {
        if (event.detail > 0 && document.activeElement?.matches(".k-board button")) {
            document.activeElement.blur();
        }
    }

    // === KEYS === //

    onKey(event, reader) {
        if (!this.state.dialog && reader.read(event)) {
            event.preventDefault();
            this.state.usesKeys = true;
        }
    }

    onAction(action, place) {
        if (this.state.panel === "recall" && this.onRecallAction(action)) {
            return;
        }
        const { card, line } = this.choice;
        const ticket = this.isExpo ? card && nextOut(card) : card;
        const actions = {
            choose: () => this.choice.place(place),
            forward: () => this.choice.move(this.env.texts.isRightToLeft ? -1 : 1),
            back: () => this.choice.move(this.env.texts.isRightToLeft ? 1 : -1),
            lineDown: () => this.choice.moveLine(1),
            lineUp: () => this.choice.moveLine(-1),
            pageForward: () => this.turnPage(1),
            pageBack: () => this.turnPage(-1),
            complete: () => ticket && this.complete(ticket),
            start: () => ticket && ticket.state !== "started" && this.commands.start(ticket),
            rush: () => ticket && this.commands.rush(ticket),
            bumpLine: () => ticket && line && this.bumpLine(ticket, line),
            recipe: () => line?.hasRecipe && this.showRecipe(line),
            fire: () => this.fireNext(card),
            hold: () => this.holdLast(card),
            undo: () => this.undo(),
            recall: () => this.togglePanel("recall"),
            allDay: () => this.togglePanel("all_day"),
            sound: () => this.env.sound.turn(!this.env.sound.state.isOn),
            larger: () => this.env.size.change(1),
            smaller: () => this.env.size.change(-1),
            language: () => this.env.texts.chooseNext(),
            help: () => (this.state.dialog = "help"),
            leave: () => this.leave(),
        };
        actions[action]();
        this.showChosen();
    }

    /** At the pass: the next course of an order. */
    fireNext(card) {
        if (card?.waiting?.length) {
            this.commands.fire(card, card.waiting[0]);
        }
    }

    /** At the pass: the course that was fired too early, the last one. */
    holdLast(card) {
        if (card?.holdable?.length) {
            this.commands.hold(card, card.holdable.at(-1).course);
        }
    }

    /** In the list of what was completed the arrows choose, and Enter calls back. */
    onRecallAction(action) {
        const { recent } = this.kitchen;
        if (["lineDown", "lineUp"].includes(action)) {
            const next = this.choice.state.recall + (action === "lineDown" ? 1 : -1);
            this.choice.state.recall = Math.min(Math.max(next, 0), recent.length - 1);
            return true;
        }
        if (action === "complete" && recent.length) {
            this.commands.recall(recent[this.choice.state.recall] || recent[0]);
            this.state.panel = "";
            return true;
        }
        return false;
    }

    undo() {
        const item = this.env.messages.undoable;
        if (item) {
            this.env.messages.close(item.id);
            this.commands.undo(item.ticket);
        }
    }

    leave() {
        this.state.panel = "";
        this.choice.clear();
    }

    showChosen() {
        const id = this.choice.state.card;
        const card = id && this.columns.el?.querySelector(`[data-card="${id}"]`);
        card?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "smooth" });
    }
}
