// Reads the document and shows it. Whatever it says is put in as text, never as markup.

const $ = (id) => document.getElementById(id);

// An element with attributes and children. A child that is no element is text.
const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
  return element;
};

// The little Markdown that the document has: paragraphs, `code` and **strong**.
const prose = (text) =>
  (text ?? "").split("\n\n").filter(Boolean).map((paragraph) =>
    make("p", {}, paragraph.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) => {
      if (part.startsWith("`")) return make("code", {}, part.slice(1, -1));
      if (part.startsWith("**")) return make("strong", {}, part.slice(2, -2));
      return part;
    })));

const whole = {};

// What a reference leads to.
const settle = (part) => {
  if (!part?.$ref) return part ?? {};
  return part.$ref.slice(2).split("/").reduce((place, name) => place[name], whole.document);
};

const kindOf = (schema) => {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.anyOf && !schema.properties) return "one of";
  if (schema.type === "array") return `array of ${kindOf(settle(schema.items))}`;
  const kind = [schema.type ?? "anything"].flat().join(" | ");
  const limits = [
    schema.format,
    schema.minLength !== undefined && `at least ${schema.minLength} characters`,
    schema.maxLength !== undefined && `at most ${schema.maxLength} characters`,
    schema.minimum !== undefined && `from ${schema.minimum}`,
    schema.maximum !== undefined && `to ${schema.maximum}`,
    schema.default !== undefined && `${JSON.stringify(schema.default)} if left out`,
  ].filter(Boolean);
  return limits.length ? `${kind} (${limits.join(", ")})` : kind;
};

// What a schema has inside, as a list; nothing where there is nothing.
const inside = (part, depth = 0) => {
  const schema = settle(part);
  if (depth > 6) return [];
  if (schema.type === "array") return inside(schema.items, depth);
  if (schema.anyOf && !schema.properties) {
    return [make("ul", { class: "fields" }, schema.anyOf.map((choice) => {
      const settled = settle(choice);
      return make("li", {}, make("span", { class: "kind" }, kindOf(settled)), prose(settled.description), inside(choice, depth + 1));
    }))];
  }
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const settled = settle(field);
    const needed = schema.required?.includes(name) ? " · required" : "";
    return make("li", {},
      make("code", {}, name), " ",
      make("span", { class: "kind" }, kindOf(settled) + needed),
      prose(settled.description).map((paragraph) => (paragraph.classList.add("note"), paragraph)),
      inside(field, depth + 1));
  });
  if (typeof schema.additionalProperties === "object") {
    const settled = settle(schema.additionalProperties);
    fields.push(make("li", {}, make("em", {}, "any name"), " ", make("span", { class: "kind" }, kindOf(settled)), inside(settled, depth + 1)));
  }
  return fields.length ? [make("ul", { class: "fields" }, fields)] : [];
};

// A value that a schema allows, for people to start from.
const example = (part, depth = 0) => {
  const schema = settle(part);
  if (schema.examples?.length) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf && !schema.properties) return depth > 6 ? null : example(schema.anyOf[0], depth + 1);
  const kind = [schema.type].flat()[0];
  if (kind === "object") {
    const fields = Object.entries(schema.properties ?? {});
    return Object.fromEntries(depth > 6 ? [] : fields.map(([name, field]) => [name, example(field, depth + 1)]));
  }
  if (kind === "array") return depth > 6 ? [] : [example(schema.items, depth + 1)];
  if (kind === "integer" || kind === "number") return schema.minimum ?? 0;
  return kind === "boolean" ? true : "";
};

const shown = (value) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

const schemaOf = (media) => {
  const schema = settle(media.schema);
  return [
    make("p", { class: "kind" }, kindOf(schema)),
    ...prose(schema.description),
    ...inside(media.schema),
  ];
};

const credentials = (security) => {
  if (!security.length) return "Credentials are not looked at.";
  const optional = security.some((way) => !Object.keys(way).length);
  return optional
    ? "For anybody; but bad credentials are refused."
    : "For who is signed in: by a JWT, an opaque token, or a browser’s session, which proves itself by its CSRF token where something changes.";
};

const parametersOf = (operation) => {
  if (!operation.parameters) return [];
  const rows = operation.parameters.map((parameter) =>
    make("li", {},
      make("code", {}, parameter.name), " ",
      make("span", { class: "kind" }, `in the ${parameter.in} · ${kindOf(settle(parameter.schema))}${parameter.required ? " · required" : ""}`),
      prose(parameter.description)));
  return [make("h3", {}, "Parameters"), make("ul", { class: "fields" }, rows)];
};

const exampleOf = (media) => [
  make("p", { class: "note" }, "For example:"),
  make("pre", { tabindex: 0 }, shown(example(media.schema))),
];

const bodyOf = (operation) => {
  const body = operation.requestBody;
  if (!body) return [];
  const [[, media]] = Object.entries(body.content);
  return [
    make("h3", {}, "Body"),
    make("p", { class: "note" }, `${Object.keys(body.content).join(", ")}${body.required ? "" : " · may be left out"}`),
    ...schemaOf(media),
    ...exampleOf(media),
  ];
};

const answersOf = (operation) => {
  const answers = Object.entries(operation.responses).map(([status, reference]) => {
    const answer = settle(reference);
    const contents = Object.entries(answer.content ?? {});
    const line = [make("span", { class: "status" }, status), " ", ...inline(answer.description)];
    if (!contents.length) return make("li", {}, line);
    return make("li", {}, make("details", {},
      make("summary", {}, line),
      Object.entries(answer.headers ?? {}).map(([name, header]) => make("p", { class: "note" }, make("code", {}, name), ` ${header.description}`)),
      contents.map(([kind, media]) => [make("p", { class: "note" }, kind), ...(kind.includes("json") ? [...schemaOf(media), ...exampleOf(media)] : [])])));
  });
  return [make("h3", {}, "Answers"), make("ul", { class: "answers" }, answers)];
};

const inline = (text) => prose(text).flatMap((paragraph) => [...paragraph.childNodes]);

// What is sent as a form: a line a field.
const fieldsOf = (text) =>
  text.split("\n").filter((line) => line.trim()).map((line) => {
    const at = line.indexOf("=");
    return at < 0 ? [line.trim(), ""] : [line.slice(0, at).trim(), line.slice(at + 1)];
  });

const asForm = (value) =>
  Object.entries(value ?? {}).map(([name, field]) => `${name}=${typeof field === "object" ? JSON.stringify(field) : field}`).join("\n");

const bodyToSend = (kind, text) => {
  if (!text.trim()) return undefined;
  if (kind === "application/x-www-form-urlencoded") return new URLSearchParams(fieldsOf(text));
  if (kind !== "multipart/form-data") return text;
  const form = new FormData();
  for (const [name, value] of fieldsOf(text)) form.append(name, value);
  return form;
};

const csrfCookie = () => whole.document.components.securitySchemes.csrf["x-latchkey-cookie"];

const cookie = (name) =>
  document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);

const send = async (path, method, values, kind, text) => {
  let target = path;
  const query = new URLSearchParams();
  const headers = new Headers();
  for (const { parameter, value } of values) {
    if (parameter.in === "path") target = target.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value && parameter.in === "query") query.set(parameter.name, value);
    else if (value) headers.set(parameter.name, value);
  }
  if (query.size) target += `?${query}`;
  const as = $("as").value;
  if (as === "Bearer" || as === "Token") headers.set("Authorization", `${as} ${$("secret").value.trim()}`);
  if (as === "cookie" && method !== "GET") headers.set("X-CSRFToken", cookie(csrfCookie()) ?? "");
  const body = method === "GET" ? undefined : bodyToSend(kind, text);
  if (typeof body === "string") headers.set("Content-Type", kind);
  // Signing in and out of this browser needs its cookies, whoever one is meant to be.
  const keepsCookies = as === "cookie" || path.startsWith("/auth/session");
  return fetch(target, { method, headers, body, credentials: keepsCookies ? "same-origin" : "omit" });
};

const report = async (answer) => {
  const text = await answer.text();
  let body = text;
  try {
    body = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // It is no JSON, and shown as it is.
  }
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  return [
    make("p", { class: answer.ok ? "status" : "status wrong" }, `${answer.status} ${answer.statusText}`),
    make("details", {}, make("summary", {}, "Headers"), make("pre", { tabindex: 0 }, headers)),
    body ? make("pre", { tabindex: 0 }, body) : make("p", { class: "note" }, "Nothing else."),
  ];
};

const tryIt = (path, method, operation) => {
  const id = (name) => `${operation.operationId}-${name}`;
  const fields = (operation.parameters ?? []).map((parameter) => {
    const field = id(`${parameter.in}-${parameter.name}`);
    const input = make("input", { id: field, autocomplete: "off", spellcheck: "false", required: parameter.in === "path" });
    return { parameter, input, row: make("p", {}, make("label", { for: field }, parameter.name), input) };
  });
  const content = operation.requestBody?.content ?? {};
  const kind = make("select", { id: id("kind") }, Object.keys(content).map((name) => make("option", {}, name)));
  const text = make("textarea", { id: id("body"), rows: 8, spellcheck: "false" });
  const start = () => {
    // What changes only what is sent begins with nothing.
    const value = operation.requestBody.required ? example(content[kind.value]?.schema) : {};
    text.value = kind.value.includes("json") ? shown(value) : asForm(value);
  };
  const body = operation.requestBody
    ? [
        make("p", {}, make("label", { for: kind.id }, "Type of body"), kind),
        make("p", {}, make("label", { for: text.id }, "Body; as a form, a line a field: name=value"), text),
      ]
    : [];
  if (operation.requestBody) {
    start();
    kind.addEventListener("change", start);
  }
  const button = make("button", {}, "Send");
  const output = make("div", { "aria-live": "polite" });
  const form = make("form", { class: "try" }, fields.map(({ row }) => row), body, make("p", {}, button), output);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    output.replaceChildren("One moment…");
    try {
      const values = fields.map(({ parameter, input }) => ({ parameter, value: input.value }));
      output.replaceChildren(...await report(await send(path, method, values, kind.value, text.value)));
    } catch (error) {
      output.replaceChildren(make("p", { class: "wrong" }, `It could not be sent: ${error.message}`));
    }
    button.disabled = false;
  });
  return [make("h3", {}, "Try it"), form];
};

const entryOf = (path, method, operation) => {
  const details = make("details", { class: "operation", id: operation.operationId },
    make("summary", {},
      make("span", { class: `method ${method.toLowerCase()}` }, method), " ",
      make("span", { class: "path" }, path), " ",
      make("span", { class: "title" }, operation.summary)));
  // Most are never opened: what is inside is made when it is.
  details.addEventListener("toggle", () => {
    if (!details.open || details.children.length > 1) return;
    details.append(make("div", { class: "inside" },
      prose(operation.description),
      make("p", { class: "note" }, credentials(operation.security)),
      parametersOf(operation),
      bodyOf(operation),
      answersOf(operation),
      tryIt(path, method, operation)));
  });
  const words = `${method} ${path} ${operation.summary} ${operation.description ?? ""} ${operation.operationId}`.toLowerCase();
  return { details, words };
};

const show = (definition) => {
  whole.document = definition;
  $("about").replaceChildren(...prose(definition.info.description));
  const sections = definition.tags.map((tag) => {
    const entries = [];
    for (const [path, item] of Object.entries(definition.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        // An operation of two headings stands under the first.
        if (operation.tags[0] === tag.name) entries.push(entryOf(path, method.toUpperCase(), operation));
      }
    }
    const section = make("section", { "aria-labelledby": `tag-${tag.name}` },
      make("h2", { id: `tag-${tag.name}` }, tag.name), prose(tag.description), entries.map(({ details }) => details));
    return { section, entries };
  });
  $("operations").replaceChildren(...sections.map(({ section }) => section));

  const search = () => {
    const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { section, entries } of sections) {
      let left = 0;
      for (const entry of entries) {
        entry.details.hidden = !words.every((word) => entry.words.includes(word));
        if (!entry.details.hidden) left += 1;
      }
      section.hidden = !left;
      count += left;
    }
    $("found").textContent = count === 1 ? "1 operation" : `${count} operations`;
  };
  $("search").addEventListener("input", search);
  search();

  const follow = () => {
    const wanted = $(location.hash.slice(1));
    if (wanted instanceof HTMLDetailsElement) {
      wanted.open = true;
      wanted.scrollIntoView();
    }
  };
  addEventListener("hashchange", follow);
  follow();
};

$("tools").addEventListener("submit", (event) => event.preventDefault());
$("as").addEventListener("change", () => {
  const needsSecret = ["Bearer", "Token"].includes($("as").value);
  $("credential").hidden = !needsSecret;
  if (!needsSecret) $("secret").value = "";
});

try {
  const answer = await fetch("/openapi.json?bodies=all", { credentials: "omit" });
  if (!answer.ok) throw new Error(`/openapi.json answers ${answer.status}`);
  show(await answer.json());
} catch (error) {
  $("operations").replaceChildren(make("p", { class: "wrong", role: "alert" }, `The document could not be read: ${error.message}`));
}
