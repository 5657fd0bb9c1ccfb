"""Makes the foreign ONNX files that tests import, as converters write them, with their own scores.

Run: pip install scikit-learn lightgbm onnx && python foreign_models.py src/test/resources/foreign
"""

import sys
from pathlib import Path

import lightgbm
import numpy as np
from onnx import TensorProto, helper, save
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

OUT = Path(sys.argv[1])
FEATURES = 4
rng = np.random.default_rng(7)


def table(rows):
    x = rng.normal(size=(rows, FEATURES))
    x[:, 1] = rng.integers(0, 3, size=rows)
    odds = 2 * x[:, 0] + (x[:, 1] == 2) - x[:, 2] * (x[:, 3] > 0)
    return x, rng.random(rows) < 1 / (1 + np.exp(-odds))


X, Y = table(800)
ROWS, ANSWERS = table(300)


def model(name, nodes, outputs, initializers=(), producer="skl2onnx", ml=3):
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, FEATURES])],
        outputs,
        list(initializers),
    )
    made = helper.make_model(
        graph,
        producer_name=producer,
        opset_imports=[helper.make_opsetid("", 15), helper.make_opsetid("ai.onnx.ml", ml)],
    )
    made.ir_version = 8
    save(made, OUT / f"{name}.onnx")


LABEL = helper.make_tensor_value_info("output_label", TensorProto.INT64, [None])
PROBABILITIES = helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [None, 2])
MAPS = helper.make_value_info(
    "output_probability",
    helper.make_sequence_type_proto(
        helper.make_map_type_proto(
            TensorProto.INT64, helper.make_tensor_type_proto(TensorProto.FLOAT, [])
        )
    ),
)


def zipmap(source):
    return helper.make_node(
        "ZipMap", [source], ["output_probability"], domain="ai.onnx.ml", classlabels_int64s=[0, 1]
    )


class Lists:
    """The attributes of a tree ensemble, filled node by node."""

    def __init__(self):
        self.at = {
            key: []
            for key in (
                "nodes_treeids nodes_nodeids nodes_featureids nodes_modes nodes_values"
                " nodes_truenodeids nodes_falsenodeids nodes_hitrates"
                " nodes_missing_value_tracks_true class_treeids class_nodeids class_ids"
                " class_weights"
            ).split()
        }

    def node(self, tree, node, mode, feature=0, value=0.0, true=0, false=0, tracks=0):
        row = dict(
            treeids=tree, nodeids=node, featureids=feature, modes=mode, values=float(value),
            truenodeids=true, falsenodeids=false, hitrates=1.0, missing_value_tracks_true=tracks,
        )
        for key, item in row.items():
            self.at["nodes_" + key].append(item)

    def weight(self, tree, node, label, value):
        for key, item in dict(treeids=tree, nodeids=node, ids=label, weights=float(value)).items():
            self.at["class_" + key].append(item)

    def classifier(self, transform, output="probabilities", **more):
        return helper.make_node(
            "TreeEnsembleClassifier", ["X"], ["output_label", output], domain="ai.onnx.ml",
            classlabels_int64s=[0, 1], post_transform=transform, **self.at, **more,
        )


def below(value):
    """The largest float32 at or below a double threshold, as skl2onnx writes it."""
    rounded = np.float32(value)
    return float(rounded if rounded <= value else np.nextafter(rounded, np.float32(-np.inf)))


def sklearn_tree(lists, number, tree, leaf):
    for i in range(tree.node_count):
        if tree.children_left[i] < 0:
            lists.node(number, i, "LEAF")
            for label, value in leaf(tree, i):
                lists.weight(number, i, label, value)
        else:
            lists.node(
                number, i, "BRANCH_LEQ", tree.feature[i], below(tree.threshold[i]),
                tree.children_left[i], tree.children_right[i],
            )


scores = {}

forest = RandomForestClassifier(12, max_depth=5, random_state=1).fit(X, Y)
lists = Lists()
for n, estimator in enumerate(forest.estimators_):
    def shares(tree, i):
        share = tree.value[i][0] / tree.value[i][0].sum() / 12
        return [(0, share[0]), (1, share[1])]
    sklearn_tree(lists, n, estimator.tree_, shares)
model("forest", [lists.classifier("NONE"), zipmap("probabilities")], [LABEL, MAPS])
scores["forest"] = forest.predict_proba(ROWS.astype(np.float32))[:, 1]

boosting = GradientBoostingClassifier(n_estimators=15, max_depth=3, random_state=1).fit(X, Y)
lists = Lists()
for n, estimator in enumerate(boosting.estimators_[:, 0]):
    sklearn_tree(lists, n, estimator.tree_, lambda t, i: [(0, 0.1 * t.value[i][0][0])])
prior = Y.mean()
model(
    "boosting",
    [lists.classifier("LOGISTIC", base_values=[float(np.log(prior / (1 - prior)))])],
    [LABEL, PROBABILITIES],
)
scores["boosting"] = boosting.predict_proba(ROWS.astype(np.float32))[:, 1]

light = lightgbm.LGBMClassifier(n_estimators=15, max_depth=4, verbose=-1, n_jobs=1).fit(X, Y)
lists = Lists()


def lgbm(tree, node, ids):
    here = next(ids)
    if "leaf_value" in node:
        lists.node(tree, here, "LEAF")
        lists.weight(tree, here, 1, node["leaf_value"])
        return here
    at = len(lists.at["nodes_treeids"])
    lists.node(
        tree, here, "BRANCH_LEQ", node["split_feature"], below(node["threshold"]),
        tracks=int(node["default_left"]),
    )
    lists.at["nodes_truenodeids"][at] = lgbm(tree, node["left_child"], ids)
    lists.at["nodes_falsenodeids"][at] = lgbm(tree, node["right_child"], ids)
    return here


for n, tree in enumerate(light.booster_.dump_model()["tree_info"]):
    lgbm(n, tree["tree_structure"], iter(range(10**6)))
model(
    "lightgbm", [lists.classifier("LOGISTIC")], [LABEL, PROBABILITIES], producer="OnnxMLTools"
)
scores["lightgbm"] = light.predict_proba(ROWS.astype(np.float32))[:, 1]

# As XGBoost's converter writes trees: rows below a threshold go left, a missing value where the
# training sent it. The trees are those of the boosting above, so its scores are known.
lists = Lists()
for n, estimator in enumerate(boosting.estimators_[:, 0]):
    tree = estimator.tree_
    for i in range(tree.node_count):
        if tree.children_left[i] < 0:
            lists.node(n, i, "LEAF")
            lists.weight(n, i, 0, 0.1 * tree.value[i][0][0])
        else:
            up = np.nextafter(np.float32(below(tree.threshold[i])), np.float32(np.inf))
            lists.node(
                n, i, "BRANCH_LT", tree.feature[i], float(up), tree.children_left[i],
                tree.children_right[i], tracks=1,
            )
model(
    "xgboost",
    [lists.classifier("LOGISTIC", base_values=[float(np.log(prior / (1 - prior)))])],
    [LABEL, PROBABILITIES],
    producer="OnnxMLTools",
)
scores["xgboost"] = scores["boosting"]

line = LogisticRegression().fit(X, Y)
w, b = line.coef_[0], line.intercept_[0]
linear = helper.make_node(
    "LinearClassifier", ["X"], ["output_label", "raw"], domain="ai.onnx.ml",
    coefficients=[*map(float, -w), *map(float, w)], intercepts=[float(-b), float(b)],
    classlabels_ints=[0, 1], multi_class=0, post_transform="LOGISTIC",
)
normal = helper.make_node("Normalizer", ["raw"], ["probabilities"], domain="ai.onnx.ml", norm="L1")
model("line", [linear, normal, zipmap("probabilities")], [LABEL, MAPS])
scores["line"] = line.predict_proba(ROWS)[:, 1]

scaler = StandardScaler().fit(X)
scaled = LogisticRegression().fit(scaler.transform(X), Y)
w, b = scaled.coef_[0], scaled.intercept_[0]
nodes = [
    helper.make_node(
        "Scaler", ["X"], ["scaled"], domain="ai.onnx.ml",
        offset=[*map(float, scaler.mean_)], scale=[*map(float, 1 / scaler.scale_)],
    ),
    helper.make_node(
        "LinearClassifier", ["scaled"], ["output_label", "probabilities"], domain="ai.onnx.ml",
        coefficients=[*map(float, -w), *map(float, w)], intercepts=[float(-b), float(b)],
        classlabels_ints=[0, 1], multi_class=0, post_transform="LOGISTIC",
    ),
]
model("scaled-line", nodes, [LABEL, PROBABILITIES])
scores["scaled-line"] = scaled.predict_proba(scaler.transform(ROWS))[:, 1]

net = MLPClassifier((6,), max_iter=400, random_state=1).fit(X, Y)


def tensor(name, values):
    values = np.asarray(values, np.float32)
    return helper.make_tensor(name, TensorProto.FLOAT, values.shape, values.flatten())


(w1, w2), (b1, b2) = net.coefs_, net.intercepts_
nodes = [
    helper.make_node("Gemm", ["X", "w1", "b1"], ["h"]),
    helper.make_node("Relu", ["h"], ["r"]),
    helper.make_node("Gemm", ["r", "w2", "b2"], ["z"]),
    helper.make_node("Sigmoid", ["z"], ["score"]),
]
model(
    "network",
    nodes,
    [helper.make_tensor_value_info("score", TensorProto.FLOAT, [None, 1])],
    [tensor("w1", w1), tensor("b1", b1), tensor("w2", w2), tensor("b2", b2)],
    producer="pytorch",
)
scores["network"] = net.predict_proba(ROWS)[:, 1]

# A graph whose output is no score: the sum before its sigmoid.
model(
    "raw-sum",
    nodes[:3],
    [helper.make_tensor_value_info("z", TensorProto.FLOAT, [None, 1])],
    [tensor("w1", w1), tensor("b1", b1), tensor("w2", w2), tensor("b2", b2)],
    producer="pytorch",
)

names = list(scores)
with open(OUT / "rows.csv", "w") as out:
    print("a,b,c,d,bad," + ",".join(names), file=out)
    for i, row in enumerate(ROWS):
        cells = [repr(float(v)) for v in row] + [str(bool(ANSWERS[i])).lower()]
        print(",".join(cells + [repr(float(scores[n][i])) for n in names]), file=out)
