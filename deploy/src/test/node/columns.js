// A message turned on its side, as "Columns" in docs/sync.md lays it out.
"use strict";

function varint(value) {
  const out = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    out.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  out.push(Number(rest));
  return Buffer.from(out);
}

const isDefault = value =>
  value === undefined || value === null || value === 0 || value === false || value === "" ||
  ((Array.isArray(value) || Buffer.isBuffer(value)) && value.length === 0);

function columns(type, message) {
  const shapes = [];
  const all = [];
  const column = () => all.push([]) - 1;
  const place = () => ({ shapes: -1, below: new Map(), values: new Map(), counts: new Map() });
  const once = (map, key, make) => {
    if (!map.has(key)) map.set(key, make());
    return map.get(key);
  };

  function node(of, value, at) {
    const fields = of.fieldsArray.slice().sort((a, b) => a.id - b.id).filter(it => !isDefault(value[it.name]));
    const slots = fields.map(it => {
      it.resolve();
      const kind = it.resolvedType && it.resolvedType.fieldsArray ? 2 : it.type === "string" || it.type === "bytes" ? 1 : 0;
      return it.id * 8 + kind * 2 + (it.repeated ? 1 : 0);
    });
    const name = slots.join();
    let shape = shapes.findIndex(it => it.join() === name);
    if (shape < 0) shape = shapes.push(slots) - 1;
    if (at.shapes < 0) at.shapes = column();
    all[at.shapes].push(shape);
    fields.forEach((field, i) => {
      const slot = slots[i];
      const values = field.repeated ? value[field.name] : [value[field.name]];
      if (field.repeated) all[once(at.counts, slot, column)].push(values.length);
      for (const one of values) {
        if ((slot >> 1) % 4 === 2) node(field.resolvedType, one, once(at.below, slot, place));
        else all[once(at.values, slot, column)].push((slot >> 1) % 4 === 1 ? Buffer.from(one) : one);
      }
    });
  }

  node(type, message, place());
  const out = [varint(shapes.length)];
  for (const shape of shapes) out.push(varint(shape.length), ...shape.map(varint));
  out.push(varint(all.length));
  for (const values of all) {
    const data = Buffer.isBuffer(values[0])
      ? Buffer.concat([Buffer.from([1]), ...values.flatMap(it => [varint(it.length), it])]) // mode 1
      : Buffer.concat([Buffer.from([2]), ...values.map(varint)]); // mode 2
    out.push(varint(data.length), data);
  }
  return Buffer.concat(out);
}

module.exports = { columns };
