#!/usr/bin/env python3
"""Measure reference scores with scikit-learn, from the files as shipped and the catalogue alone.

    python baselines.py [--only ID ...]         # merges into baselines.json, then run prepare.py again

Per set, on the split in the catalogue (train = first rows, test = the rest), fitted on the train rows only:
  constant   majority class / mean of the training targets
  linear     logistic regression (C by 3-fold CV on the train rows) or ridge regression (alpha by leave-one-out)
  mlp        MLPClassifier / MLPRegressor: ReLU, Adam 1e-3, batch 32; hidden layers, L2 and epochs chosen by 3-fold
             CV on the train rows; mean and standard deviation of the test score over 5 seeds (3 for images)
  boosting   histogram gradient boosting with its defaults, as a strong non-neural yardstick (tabular sets only)
Numbers: median imputation, standardisation.  Categories: missing as a level of its own, one-hot.  Images: divided by
their largest value.  Regression targets are standardised for the MLP and scores are given in the original unit.
Sets under 1,200 rows also get 5-fold cross-validation over all rows, since their test part is small.
"""
import argparse
import gzip
import json
import pathlib
import time
import warnings

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, RidgeCV
from sklearn.metrics import accuracy_score, f1_score, log_loss, mean_absolute_error, r2_score, roc_auc_score, root_mean_squared_error
from sklearn.model_selection import GridSearchCV, KFold, StratifiedKFold, cross_val_score
from sklearn.multioutput import MultiOutputRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent
warnings.simplefilter("ignore", ConvergenceWarning)


def idx(path):
    raw = gzip.decompress(path.read_bytes())
    assert raw[:3] == b"\0\0\x08"
    dims = [int.from_bytes(raw[4 + 4 * k:8 + 4 * k], "big") for k in range(raw[3])]
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * len(dims)).reshape(dims)


def load(e):
    files = {f["role"]: DATA / f["path"] for f in e["files"]}
    if e["modality"] == "image":
        X = idx(files["images"]).reshape(e["rows"], -1).astype(float) / e["image"]["max"]
        if "labels" in files:
            return X, idx(files["labels"]), None
        return X, pd.read_csv(files["targets"])[e["target_names"]].to_numpy(float), None
    df = pd.read_csv(files["table"], keep_default_na=False, na_values=[""])
    feats = [c for c in e["columns"] if c["role"] == "feature"]
    t = df[e["target_names"]]
    y = t.iloc[:, 0].to_numpy() if t.shape[1] == 1 else t.to_numpy(float)
    if e["task"] == "binary":
        y = (y == e["positive_class"]).astype(int)
    num = [c["name"] for c in feats if c["kind"] == "numeric"]
    cat = [c["name"] for c in feats if c["kind"] == "categorical"]
    return df[num + cat], y, (num, cat)


def prep(cols):
    if cols is None:
        return FunctionTransformer()
    num, cat = cols
    return ColumnTransformer([
        ("num", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), num),
        ("cat", make_pipeline(SimpleImputer(strategy="constant", fill_value="(missing)"), OneHotEncoder(handle_unknown="ignore", sparse_output=False)), cat)])


class ScaledMLP(MLPRegressor):
    """MLPRegressor on standardised targets."""

    def fit(self, X, y):
        y = np.asarray(y, float)
        self.m_, self.s_ = y.mean(0), y.std(0)
        return super().fit(X, (y - self.m_) / self.s_)

    def predict(self, X):
        return super().predict(X) * self.s_ + self.m_

    def score(self, X, y, sample_weight=None):
        return r2_score(y, self.predict(X))


def rnd(v):
    return round(float(v), 4) if abs(v) < 1000 else round(float(v), 1)


def scores(e, model, X, y, classes):
    if e["task"] in ("binary", "multiclass"):
        p, q = model.predict(X), model.predict_proba(X)
        s = {"accuracy": accuracy_score(y, p), "log_loss": log_loss(y, q, labels=classes), "macro_f1": f1_score(y, p, average="macro", zero_division=0)}
        if e["task"] == "binary":
            s["roc_auc"] = roc_auc_score(y, q[:, 1])
        return {k: rnd(v) for k, v in s.items()}
    p = model.predict(X)
    s = {"rmse": root_mean_squared_error(y, p), "mae": mean_absolute_error(y, p), "r2": r2_score(y, p)}
    s = {k: rnd(v) for k, v in s.items()}
    if y.ndim == 2:
        s["per_output"] = {t: {"rmse": rnd(root_mean_squared_error(y[:, k], p[:, k])), "mae": rnd(mean_absolute_error(y[:, k], p[:, k])), "r2": rnd(r2_score(y[:, k], p[:, k]))}
                           for k, t in enumerate(e["target_names"])}
        if e["target_names"] == ["x", "y", "width", "height"]:
            s["mean_iou"] = rnd(iou(y, p))
    return s


def iou(a, b):
    w = np.clip(np.minimum(a[:, 0] + a[:, 2], b[:, 0] + b[:, 2]) - np.maximum(a[:, 0], b[:, 0]), 0, None)
    h = np.clip(np.minimum(a[:, 1] + a[:, 3], b[:, 1] + b[:, 3]) - np.maximum(a[:, 1], b[:, 1]), 0, None)
    i = w * h
    return (i / (a[:, 2] * a[:, 3] + np.clip(b[:, 2], 0, None) * np.clip(b[:, 3], 0, None) - i)).mean()


def mean_sd(runs):
    out = {}
    for k, v in runs[0].items():
        if isinstance(v, dict):
            out[k] = {t: {m: rnd(np.mean([r[k][t][m] for r in runs])) for m in v[t]} for t in v}
        else:
            x = [r[k] for r in runs]
            out[k] = {"mean": rnd(np.mean(x)), "sd": rnd(np.std(x, ddof=1))}
    return out


def measure(e):
    X, y, cols = load(e)
    n, clf, image = e["split"]["train"], e["task"] in ("binary", "multiclass"), e["modality"] == "image"
    cut = (lambda a, s: a.iloc[s]) if hasattr(X, "iloc") else (lambda a, s: a[s])
    Xa, Xb, ya, yb = cut(X, slice(0, n)), cut(X, slice(n, None)), y[:n], y[n:]
    classes = np.unique(y) if clf else None
    kf = StratifiedKFold(3, shuffle=True, random_state=0) if clf else KFold(3, shuffle=True, random_state=0)
    res, times, t0 = {}, {}, time.time()

    m = make_pipeline(prep(cols), DummyClassifier(strategy="prior") if clf else DummyRegressor())
    res["constant"] = scores(e, m.fit(Xa, ya), Xb, yb, classes)

    if clf:
        g = GridSearchCV(make_pipeline(prep(cols), LogisticRegression(max_iter=300 if image else 2000)), {"logisticregression__C": [0.1] if image else [0.01, 0.1, 1.0, 10.0]}, cv=kf, scoring="neg_log_loss")
        g.fit(Xa, ya)
        lin, what = g.best_estimator_, f"logistic regression, C={g.best_params_['logisticregression__C']:g}"
    else:
        lin = make_pipeline(prep(cols), RidgeCV(np.logspace(-6 if not image else 0, 4, 21 if not image else 9))).fit(Xa, ya)
        what = f"ridge regression, alpha={lin[-1].alpha_:.3g}"
    res["linear"] = {"model": what, **scores(e, lin, Xb, yb, classes)}
    times["linear"] = time.time() - t0

    MLP = MLPClassifier if clf else ScaledMLP
    batch = min(32, max(4, n // 4))
    base = dict(activation="relu", solver="adam", learning_rate_init=1e-3, batch_size=batch, tol=0.0, n_iter_no_change=10 ** 6)
    if image:
        hidden = {"digits": (32,), "mnist-boxes": (128, 64)}.get(e["id"], (64,))
        epochs = {"mnist-boxes": 60, "digits": 60}.get(e["id"], 20)
        spec, seeds = dict(hidden_layer_sizes=hidden, alpha=1e-4, max_iter=epochs), 3
    else:
        small = n < 1200
        grid = {"hidden_layer_sizes": [tuple(e["suggested_network"]["hidden"]), (32, 16)] if tuple(e["suggested_network"]["hidden"]) != (32, 16) else [(32, 16), (64,)],
                "alpha": [1e-4, 1e-1, 1.0], "max_iter": [100, 300] if small else [15, 60]}
        best = None
        for h in grid["hidden_layer_sizes"]:
            for al in grid["alpha"]:
                for ep in grid["max_iter"]:
                    s = cross_val_score(make_pipeline(prep(cols), MLP(hidden_layer_sizes=h, alpha=al, max_iter=ep, random_state=0, **base)), Xa, ya, cv=kf, scoring="neg_log_loss" if clf else "r2").mean()
                    if best is None or s > best[0]:
                        best = (s, dict(hidden_layer_sizes=h, alpha=al, max_iter=ep))
        spec, seeds = best[1], 5
    t1 = time.time()
    runs = [scores(e, make_pipeline(prep(cols), MLP(random_state=s, **base, **spec)).fit(Xa, ya), Xb, yb, classes) for s in range(seeds)]
    times["mlp_one_fit"] = (time.time() - t1) / seeds
    res["mlp"] = {"model": f"MLP {'-'.join(map(str, spec['hidden_layer_sizes']))}, ReLU, Adam 1e-3, batch {batch}, L2 alpha {spec['alpha']:g}, {spec['max_iter']} epochs, {seeds} seeds", **mean_sd(runs)}

    if not image and not e.get("toy"):
        H = HistGradientBoostingClassifier(random_state=0) if clf else HistGradientBoostingRegressor(random_state=0)
        H = MultiOutputRegressor(H) if not clf and y.ndim == 2 else H
        res["boosting"] = {"model": "histogram gradient boosting, defaults", **scores(e, make_pipeline(prep(cols), H).fit(Xa, ya), Xb, yb, classes)}

    if e["rows"] < 1200 and not e.get("toy"):
        k5 = StratifiedKFold(5, shuffle=True, random_state=1) if clf else KFold(5, shuffle=True, random_state=1)
        met = "accuracy" if clf else "r2"
        lin5 = cross_val_score(make_pipeline(prep(cols), LogisticRegression(max_iter=2000, C=lin[-1].C)) if clf else make_pipeline(prep(cols), RidgeCV(np.logspace(-6, 4, 21))), X, y, cv=k5, scoring=met)
        mlp5 = cross_val_score(make_pipeline(prep(cols), MLP(random_state=0, **base, **spec)), X, y, cv=k5, scoring=met)
        res["cross_validation"] = {"folds": 5, "metric": met, "linear": {"mean": rnd(lin5.mean()), "sd": rnd(lin5.std(ddof=1))}, "mlp": {"mean": rnd(mlp5.mean()), "sd": rnd(mlp5.std(ddof=1))}}
    return res, times


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--only", nargs="*")
    a = ap.parse_args()
    cat = json.loads((DATA / "datasets.json").read_text(encoding="utf-8"))["datasets"]
    out = HERE / "baselines.json"
    for e in cat:
        if a.only and e["id"] not in a.only:
            continue
        r, t = measure(e)
        done = json.loads(out.read_text()) if out.exists() else {}
        done[e["id"]] = r
        out.write_text(json.dumps({k["id"]: done[k["id"]] for k in cat if k["id"] in done}, indent=1) + "\n")
        key = "accuracy" if e["task"] in ("binary", "multiclass") else "r2"
        print(f"{e['id']:14} {key}: constant {r['constant'][key]:.3f}  linear {r['linear'][key]:.3f}  mlp {r['mlp'][key]['mean']:.3f} +- {r['mlp'][key]['sd']:.3f}"
              + (f"  boosting {r['boosting'][key]:.3f}" if "boosting" in r else "") + (f"  cv5 linear {r['cross_validation']['linear']['mean']:.3f} mlp {r['cross_validation']['mlp']['mean']:.3f}" if "cross_validation" in r else "")
              + f"  | {r['mlp']['model']} | one fit {t['mlp_one_fit']:.1f}s", flush=True)


if __name__ == "__main__":
    main()
