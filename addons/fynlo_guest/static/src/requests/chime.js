import { reactive } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";

const KEY = "fynlo.service_requests.sound";
// Notes as [hertz, begin, end] in seconds.
const NOTES = [
    [659, 0, 0.25],
    [880, 0.18, 0.6],
];

/** A soft sound for a new request. Browsers let a page sound only after it was touched. */
export class Chime {
    constructor() {
        this.context = null;
        this.state = reactive({ isOn: browser.localStorage.getItem(KEY) !== "off" });
    }

    /** On a touch of the page. */
    wake() {
        if (this.state.isOn && window.AudioContext) {
            this.context ||= new AudioContext();
            this.context.resume();
        }
    }

    toggle() {
        this.state.isOn = !this.state.isOn;
        browser.localStorage.setItem(KEY, this.state.isOn ? "on" : "off");
        this.wake();
    }

    play() {
        if (!this.state.isOn || this.context?.state !== "running") {
            return;
        }
        for (const [hertz, begin, end] of NOTES) {
            this.sound(hertz, this.context.currentTime + begin, this.context.currentTime + end);
        }
    }

    sound(hertz, begin, end) {
        const oscillator = this.context.createOscillator();
        const volume = this.context.createGain();
        oscillator.type = "sine";
        oscillator.frequency.value = hertz;
        volume.gain.setValueAtTime(0.0001, begin);
        volume.gain.exponentialRampToValueAtTime(0.25, begin + 0.03);
        volume.gain.exponentialRampToValueAtTime(0.0001, end);
        oscillator.connect(volume).connect(this.context.destination);
        oscillator.start(begin);
        oscillator.stop(end);
    }
}
