/** Makes a page that is shown equal to a newer one, and leaves alone what is the same in both. */

/**
 * Take over attributes, text and children. What stays the same keeps focus, scroll and transitions.
 * @param {Element} shown
 * @param {Element} newer of the same name; its children may be moved from it
 */
export function morph(shown, newer) {
    takeAttributes(shown, newer);
    const wanted = [...newer.childNodes];
    wanted.forEach((node, index) => {
        const there = shown.childNodes[index];
        if (!there) {
            shown.append(node);
        } else if (!isAlike(there, node)) {
            there.replaceWith(node);
        } else if (node.nodeType === Node.ELEMENT_NODE) {
            morph(there, node);
        } else if (there.data !== node.data) {
            there.data = node.data;
        }
    });
    while (shown.childNodes.length > wanted.length) {
        shown.lastChild.remove();
    }
}

function isAlike(one, other) {
    return one.nodeType === other.nodeType && one.nodeName === other.nodeName;
}

function takeAttributes(shown, newer) {
    for (const { name } of [...shown.attributes]) {
        if (!newer.hasAttribute(name)) {
            shown.removeAttribute(name);
        }
    }
    for (const { name, value } of newer.attributes) {
        if (shown.getAttribute(name) !== value) {
            shown.setAttribute(name, value);
        }
    }
}
