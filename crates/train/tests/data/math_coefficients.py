"""Derives the polynomials of src/math. `pip install mpmath && python math_coefficients.py` prints them.

Each is the polynomial of its length whose largest weighted error is smallest (Remez exchange on a grid, in 60 digits).
Its coefficients are rounded to f32 one after the other, the constant first, and what is left is fitted again, so that
the later ones make up for the rounding of the earlier ones.
"""

import struct

from mpmath import cos, erf, erfc, expm1, floor, ln, lu_solve, matrix, mp, mpf, nint, pi, sin, sqrt

mp.dps = 60


def f32(x):
    """The nearest f32, exactly."""
    return mpf(struct.unpack("f", struct.pack("f", float(x)))[0])


def grid(a, b, count=600):
    """Chebyshev's points: dense at the ends, and never at the middle."""
    return [(a + b) / 2 - (b - a) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]


def remez(points, values, weights, n):
    """The n coefficients that make max |weight · (value − polynomial)| over the points smallest, and that maximum."""
    at = [round((i + mpf(1) / 2) * (len(points) - 1) / (n + 1)) for i in range(n + 1)]
    for _ in range(100):
        rows = matrix([[points[i] ** j for j in range(n)] + [(-1) ** s / weights[i]] for s, i in enumerate(at)])
        solved = lu_solve(rows, matrix([values[i] for i in at]))
        c, level = list(solved[:n]), abs(solved[n])
        error = [w * (v - sum(c[j] * x**j for j in range(n))) for x, v, w in zip(points, values, weights)]
        worst = max(range(len(points)), key=lambda i: abs(error[i]))
        if abs(error[worst]) <= level * (1 + mpf(10) ** -9):
            break
        at = exchange(at, worst, error)
    return c, abs(error[worst])


def exchange(at, new, error):
    """The reference with the worst point in place of a neighbor of the same sign."""
    same = lambda i: (error[i] > 0) == (error[new] > 0)
    if new < at[0]:
        return [new] + (at[1:] if same(at[0]) else at[:-1])
    if new > at[-1]:
        return (at[:-1] if same(at[-1]) else at[1:]) + [new]
    left = max(s for s, i in enumerate(at) if i <= new)
    s = left if same(at[left]) else left + 1
    return at[:s] + [new] + at[s + 1 :]


def fit(f, weight, a, b, n):
    """n coefficients, each an f32, for f on a..b."""
    points = grid(mpf(a), mpf(b))
    values, weights = [f(x) for x in points], [weight(x) for x in points]
    done = []
    while len(done) < n:
        c, _ = remez(points, values, weights, n - len(done))
        done.append(f32(c[0]))
        values = [(v - done[-1]) / x for x, v in zip(points, values)]
        weights = [w * abs(x) for x, w in zip(points, weights)]
    return done, max(abs(w * v) for v, w in zip(values, weights))


def shortest(x):
    """The fewest digits that still name this f32."""
    return next(s for s in (f"{float(x):.{p}g}" for p in range(1, 10)) if f32(s) == x)


def show(name, done, worst=None):
    error = "" if worst is None else f"  // within 2^{float(ln(worst) / ln(2)):.1f}"
    print(f"{name}: [{', '.join(shortest(c) for c in done)}];{error}")


def parts(x, bits, count):
    """x as a sum of `count` f32 of which all but the last have so many bits."""
    done = []
    for _ in range(count - 1):
        unit = mpf(2) ** (floor(ln(x) / ln(2)) + 1 - bits)
        done.append(nint(x / unit) * unit)
        x -= done[-1]
    return done + [f32(x)]


def exp_series():
    """eʳ = 1 + r + r²·P(r); what counts is the relative error of eʳ − 1."""
    half = ln(mpf(2)) / 2
    show("SERIES", *fit(lambda r: (expm1(r) - r) / r**2, lambda r: r**2 / abs(expm1(r)), -half, half, 5))
    show("LN_2_HIGH, LN_2_LOW", parts(ln(mpf(2)), 15, 2))


def tanh_series():
    """(1 − e^(−2r)) / 2 = r − r²·P(r). Left of zero r stands beside 1/2 or more, and counts less."""
    end = ln(mpf(2)) / 4 * mpf("1.01")
    weight = lambda r: r**2 / abs(expm1(-2 * r)) * (1 if r > 0 else mpf("0.7"))
    show("SERIES", *fit(lambda r: (r + expm1(-2 * r) / 2) / r**2, weight, -end, end, 5))


def ln_series():
    """ln(1 + f) = f − f²/2 + f³·P(f)"""
    low, high = sqrt(mpf(1) / 2) - 1, sqrt(mpf(2)) - 1
    show("SERIES", *fit(lambda f: (ln(1 + f) - f + f**2 / 2) / f**3, lambda f: abs(f**3 / ln(1 + f)), low, high, 8))


def erf_series(edge=mpf("0.875")):
    """Up to the edge erf x = x + x·P(x²), beyond it 1 − 2^(−2x − x·Q(x)); and 2^f itself."""
    near = lambda u: sqrt(u) / erf(sqrt(u))
    show("NEAR", *fit(lambda u: 1 / near(u) - 1, near, 0, edge**2, 6))
    far = lambda x: -ln(erfc(x)) / ln(2) / x - 2
    show("FAR", *fit(far, lambda x: x * ln(2) * erfc(x) / erf(x), edge, 4, 6))
    show("POWER", *fit(lambda f: 2**f, lambda f: erfc(edge) / erf(edge) * 2**-f, -0.5, 0.5, 6))


def trig_series():
    """sin r = r + r³·P(r²), cos r = 1 − r²/2 + r⁴·Q(r²)"""
    end = (pi / 4) ** 2
    show("SINE", *fit(lambda u: (sin(sqrt(u)) / sqrt(u) - 1) / u, lambda u: u * sqrt(u) / sin(sqrt(u)), 0, end, 3))
    show("COSINE", *fit(lambda u: (cos(sqrt(u)) - 1 + u / 2) / u**2, lambda u: u**2 / cos(sqrt(u)), 0, end, 3))
    show("HALF_PI", parts(pi / 2, 11, 4))


if __name__ == "__main__":
    for series in (exp_series, tanh_series, ln_series, erf_series, trig_series):
        print(f"// {series.__name__.split('_')[0]}.rs")
        series()
