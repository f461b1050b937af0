import { reactive } from "@odoo/owl";

const KEY = "fynlo.kitchen.sound";

// Notes as [hertz, begin, end] in seconds.
const MELODIES = {
    new: [
        [784, 0, 0.18],
        [1047, 0.16, 0.5],
    ],
    rush: [
        [988, 0, 0.12],
        [988, 0.18, 0.3],
        [1319, 0.36, 0.7],
    ],
    ready: [
        [523, 0, 0.2],
        [659, 0.15, 0.35],
        [784, 0.3, 0.75],
    ],
};

/** Sounds that the browser makes itself; it lets a page sound only after a touch. */
export class Sound {
    constructor({ storage }) {
        this.storage = storage;
        this.context = null;
        // isWaiting: the browser lets the page sound only once it was touched.
        this.state = reactive({ isOn: storage.get(KEY) !== "off", isWaiting: true });
    }

    /** On each touch and key, until the browser lets the page sound. */
    async wake() {
        if (!this.state.isOn || !this.state.isWaiting || !window.AudioContext) {
            return;
        }
        this.context ||= new AudioContext();
        await this.context.resume().catch(() => {});
        this.state.isWaiting = this.context.state !== "running";
    }

    async turn(isOn) {
        this.state.isOn = isOn;
        this.storage.set(KEY, isOn ? "on" : "off");
        if (isOn) {
            await this.wake();
            this.play("new");
        }
    }

    play(name) {
        if (!this.state.isOn || this.context?.state !== "running") {
            return;
        }
        for (const [frequency, begin, end] of MELODIES[name]) {
            this.note(frequency, this.context.currentTime + begin, this.context.currentTime + end);
        }
    }

    note(frequency, begin, end) {
        const oscillator = this.context.createOscillator();
        const volume = this.context.createGain();
        oscillator.type = "triangle";
        oscillator.frequency.value = frequency;
        volume.gain.setValueAtTime(0.0001, begin);
        volume.gain.exponentialRampToValueAtTime(0.5, begin + 0.02);
        volume.gain.exponentialRampToValueAtTime(0.0001, end);
        oscillator.connect(volume).connect(this.context.destination);
        oscillator.start(begin);
        oscillator.stop(end);
    }
}
