/* global Chart */
import { Component, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";
import { hourText } from "./texts";

/** What was sold by the hour: bars, and the same as a table for those who prefer to read it. */
export class HoursChart extends Component {
    static template = "fynlo_pos_api.HoursChart";
    static props = { hours: Array, money: Function, count: Function };

    setup() {
        this.canvas = useRef("canvas");
        this.state = useState({ isTable: false });
        this.chart = null;
        useEffect(
            () => this.draw(),
            () => [this.props.hours, this.state.isTable]
        );
        onWillUnmount(() => this.erase());
    }

    /** Every hour from the first sale to the last, also those without one. */
    get hours() {
        const { hours } = this.props;
        if (!hours.length) {
            return [];
        }
        const currency = hours[0].gross.currency;
        const first = hours[0].hour;
        const length = ((hours.at(-1).hour - first + 24) % 24) + 1;
        const byHour = new Map(hours.map((item) => [item.hour, item]));
        return Array.from({ length }, (_, place) => {
            const hour = (first + place) % 24;
            const nothing = { hour, order_count: 0, gross: { amount: 0, currency } };
            return byHour.get(hour) || nothing;
        });
    }

    hour(item) {
        return hourText(item.hour);
    }

    erase() {
        this.chart?.destroy();
        this.chart = null;
    }

    draw() {
        this.erase();
        if (!this.canvas.el) {
            return;
        }
        const { hours } = this;
        const { money } = this.props;
        const currency = hours[0].gross.currency;
        const style = getComputedStyle(this.canvas.el);
        this.chart = new Chart(this.canvas.el, {
            type: "bar",
            data: {
                labels: hours.map(this.hour),
                datasets: [
                    {
                        data: hours.map((item) => item.gross.amount),
                        backgroundColor: style.getPropertyValue("--fynlo-bar").trim(),
                        borderRadius: 4,
                        maxBarThickness: 48,
                    },
                ],
            },
            options: {
                animation: false,
                maintainAspectRatio: false,
                plugins: {
                    legend: { display: false },
                    tooltip: {
                        displayColors: false,
                        callbacks: { label: (item) => money({ amount: item.raw, currency }) },
                    },
                },
                scales: {
                    x: { grid: { display: false }, ticks: { color: style.color } },
                    y: {
                        beginAtZero: true,
                        border: { display: false },
                        ticks: {
                            color: style.color,
                            maxTicksLimit: 5,
                            callback: (amount) => money({ amount, currency }),
                        },
                    },
                },
            },
        });
    }
}
