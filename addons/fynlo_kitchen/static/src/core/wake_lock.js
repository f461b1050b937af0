/** Keeps the tablet's screen on while the page is looked at, where the browser can. */
export function keepAwake() {
    const ask = async () => {
        if (document.visibilityState === "visible") {
            await navigator.wakeLock?.request("screen").catch(() => {});
        }
    };
    document.addEventListener("visibilitychange", ask);
    ask();
}
