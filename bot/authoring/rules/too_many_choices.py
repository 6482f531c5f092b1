"""More choices than a person can take in, or Telegram takes at all.

A phone shows about ten buttons at once, and nobody scrolls through thirty. Ask for a group first and for the member
next, or let people type with `other: true`. Beyond 90 Telegram refuses the message.

**Wrong**

```yaml
questions:
  born:
    ask: Which lamp do you have today?
    type: select_one
    choices: {a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H, i: I, j: J, k: K, l: L, m: M,
      n: N, o: O, p: P, q: Q, r: R, s: S, t: T, u: U, v: V}
```

**Right**

```yaml
questions:
  born:
    ask: Which lamp do you have today?
    type: select_one
    other: true
    choices: {ceiling: Only the ceiling, desk: A desk lamp, floor: A floor lamp}
```
"""
