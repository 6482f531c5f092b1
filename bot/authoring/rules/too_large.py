"""Facts or segments that come to more than anybody follows.

Each fact may use others, and each segment too. When every one of ten doubles the one before, the last is a thousand
times the first. 1,000 steps are followed, 30 inside each other.

**Wrong**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
segments:
  s0: {width: {above: 100}}
  s1: {any: [{segment: s0}, {not: {segment: s0}}]}
  s2: {any: [{segment: s1}, {not: {segment: s1}}]}
  s3: {any: [{segment: s2}, {not: {segment: s2}}]}
  s4: {any: [{segment: s3}, {not: {segment: s3}}]}
  s5: {any: [{segment: s4}, {not: {segment: s4}}]}
  s6: {any: [{segment: s5}, {not: {segment: s5}}]}
  s7: {any: [{segment: s6}, {not: {segment: s6}}]}
  s8: {any: [{segment: s7}, {not: {segment: s7}}]}
  s9: {any: [{segment: s8}, {not: {segment: s8}}]}
  s10: {any: [{segment: s9}, {not: {segment: s9}}]}
  s11: {any: [{segment: s10}, {not: {segment: s10}}]}
```

**Right**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
segments:
  large: {width: {above: 100}}
  small: {not: {segment: large}}
```
"""
