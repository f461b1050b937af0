import { onWillUnmount, useState } from "@odoo/owl";

/** The server's time, second by second: a tablet's own clock may be wrong. */
export function useServerClock() {
    const clock = useState({ now: Date.now() });
    let ahead = 0;
    const tick = () => {
        clock.now = Date.now() + ahead;
    };
    const timer = setInterval(tick, 1000);
    onWillUnmount(() => clearInterval(timer));
    return {
        get now() {
            return clock.now;
        },
        learn(moment) {
            ahead = new Date(moment) - Date.now();
            tick();
        },
    };
}
