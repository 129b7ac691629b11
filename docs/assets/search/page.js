// The search page: the same parts as the dialog, with the whole state in the address.

import { readState, writeState } from "./query.js";
import { View } from "./view.js";

export function mount(place) {
  const onState = (state) => {
    const search = writeState(state);
    history.replaceState(history.state, "", location.pathname + (search && `?${search}`));
    document.title = document.title.replace(/^(?:.*? - )?检索/, state.q.trim() ? `${state.q.trim()} - 检索` : "检索");
  };
  const view = new View({ state: readState(location.search), onState });
  place.replaceChildren(view.element);
  if (location.search) view.run();
  else view.field.focus();
}
