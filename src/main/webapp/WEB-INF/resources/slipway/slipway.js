/*
 * Two things, both of which the pages can do without: instants are shown in the viewer's zone, and while a page says that
 * it changes (data-refresh, in milliseconds) it is fetched again and what differs inside of its data-live elements is
 * brought up to date. Focus, scroll position and selection stay, because what is equal is left alone.
 */
(() => {
  'use strict';

  const PATIENCE = 15_000;
  const LONGEST_PAUSE = 15_000;
  const zone = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

  const localise = (root) => root.querySelectorAll('time[datetime]').forEach((time) => {
    const instant = new Date(time.dateTime);
    if (!Number.isNaN(instant.getTime())) {
      time.textContent = zone.format(instant);
    }
  });

  const sameKind = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.id === b.id;

  const copyAttributes = (from, to) => {
    for (const { name, value } of from.attributes) {
      if (to.getAttribute(name) !== value) {
        to.setAttribute(name, value);
      }
    }
    for (const { name } of [...to.attributes]) {
      if (!from.hasAttribute(name)) {
        to.removeAttribute(name);
      }
    }
  };

  const update = (old, fresh) => {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== fresh.data) {
        old.data = fresh.data;
      }
    } else if (!old.isEqualNode(fresh)) {
      copyAttributes(fresh, old);
      updateChildren(old, fresh);
    }
  };

  const updateChildren = (old, fresh) => {
    const wanted = [...fresh.childNodes];
    wanted.forEach((child, index) => {
      const present = old.childNodes[index];
      if (!present) {
        old.append(document.importNode(child, true));
      } else if (sameKind(present, child)) {
        update(present, child);
      } else {
        old.replaceChild(document.importNode(child, true), present);
      }
    });
    while (old.childNodes.length > wanted.length) {
      old.lastChild.remove();
    }
  };

  /** The session has ended: what is on the page stays, to be read. */
  class SignedOut extends Error {}

  const refresh = () => document.querySelector('[data-refresh]');

  /** While it changes the page is fetched without its forms: each form would cost the session a view. */
  const fetchPage = async (live) => {
    const address = new URL(location.href);
    address.hash = '';
    address.searchParams.delete('notice');
    if (live) {
      address.searchParams.set('live', 'true');
    }
    // not followed: it may lead to an identity provider, where a script may not go
    const response = await fetch(address, { cache: 'no-store', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) });
    if (response.type === 'opaqueredirect') {
      throw new SignedOut();
    }
    if (!response.ok) {
      throw new Error(`answered ${response.status}`);
    }
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    localise(page);
    return page;
  };

  const bringUpToDate = (page, selector) => document.querySelectorAll(selector).forEach((region) => {
    const fresh = page.getElementById(region.id);
    if (fresh) {
      update(region, fresh);
    }
  });

  const announce = (page) => {
    const sentence = page.querySelector('[data-announce]')?.dataset.announce;
    const announcer = document.getElementById('announcer');
    if (sentence && announcer && announcer.textContent !== sentence) {
      announcer.textContent = sentence;
    }
  };

  const show = (page, selector) => {
    bringUpToDate(page, selector);
    document.title = page.title;
    announce(page);
  };

  const follow = (failures) => {
    const asked = Number(refresh().dataset.refresh);
    const pause = Math.min(LONGEST_PAUSE, asked * 2 ** failures) * (document.hidden ? 3 : 1);
    setTimeout(async () => {
      const offline = document.getElementById('offline');
      try {
        const page = await fetchPage(true);
        if (page.querySelector('[data-refresh]')) {
          show(page, '[data-live]');
        } else {
          show(await fetchPage(false), '[data-live], [data-live-form]');
        }
        offline.hidden = true;
        failures = 0;
      } catch (failure) {
        if (failure instanceof SignedOut) {
          offline.hidden = true;
          document.getElementById('session-ended').hidden = false;
          return;
        }
        offline.hidden = false;
        failures += 1;
      }
      if (refresh()) {
        follow(failures);
      }
    }, pause);
  };

  localise(document);
  if (refresh()) {
    follow(0);
  }
})();
