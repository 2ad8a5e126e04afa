// Made by web/data/tools/catalog.mjs from web/data/datasets.json: do not edit.
export const sets = {
  "iris": {"label":"Iris","title":"Iris flowers","task":"multiclass","modality":"tabular","rows":150,"train":120,"features":4,"inputs":4,"axes":[2,3]},
  "penguins": {"label":"Penguins","title":"Palmer penguins","task":"multiclass","modality":"tabular","rows":344,"train":275,"features":6,"inputs":10,"axes":[6,8]},
  "wine": {"label":"Wine","title":"Wine cultivars","task":"multiclass","modality":"tabular","rows":178,"train":142,"features":13,"inputs":13,"axes":[0,6]},
  "breast-cancer": {"label":"Tumors","title":"Breast cancer (Wisconsin diagnostic)","task":"binary","modality":"tabular","rows":569,"train":456,"features":30,"inputs":30,"axes":[22,27]},
  "spam": {"label":"Spam","title":"Spam e-mail (Spambase)","task":"binary","modality":"tabular","rows":4601,"train":3679,"features":57,"inputs":57,"axes":[20,52]},
  "auto-mpg": {"label":"Cars","title":"Car fuel economy (Auto MPG)","task":"regression","modality":"tabular","rows":392,"train":314,"features":7,"inputs":9,"axes":[3,5]},
  "concrete": {"label":"Concrete","title":"Concrete strength","task":"regression","modality":"tabular","rows":1030,"train":824,"features":8,"inputs":8,"axes":[0,7]},
  "diabetes": {"label":"Diabetes","title":"Diabetes progression","task":"regression","modality":"tabular","rows":442,"train":354,"features":10,"inputs":11,"axes":[3,9]},
  "ames-housing": {"label":"Houses","title":"Ames house prices","task":"regression","modality":"tabular","rows":2930,"train":2344,"features":24,"inputs":74,"axes":[59,69]},
  "meats": {"label":"Meat","title":"Meat spectra (Tecator)","task":"multi-output","modality":"tabular","rows":215,"train":172,"features":100,"inputs":100,"axes":[7,40]},
  "linnerud": {"label":"Exercise","title":"Linnerud exercise (20 rows)","task":"multi-output","modality":"tabular","rows":20,"train":16,"features":3,"inputs":3,"axes":[1,0]},
  "mnist-boxes": {"label":"Boxes","title":"Find the digit (bounding boxes)","task":"multi-output","modality":"image","rows":2500,"train":2000,"features":784,"inputs":784,"axes":[401,410],"image":{"width":28,"height":28}},
  "digits": {"label":"Digits","title":"Small digits, 8 x 8","task":"multiclass","modality":"image","rows":1797,"train":1438,"features":64,"inputs":64,"axes":[34,37],"image":{"width":8,"height":8}},
  "mnist": {"label":"MNIST","title":"MNIST digits (6,000)","task":"multiclass","modality":"image","rows":6000,"train":5000,"features":784,"inputs":784,"axes":[401,410],"image":{"width":28,"height":28}},
  "fashion-mnist": {"label":"Fashion","title":"Fashion-MNIST (5,000)","task":"multiclass","modality":"image","rows":5000,"train":4000,"features":784,"inputs":784,"axes":[401,410],"image":{"width":28,"height":28}},
} as const;
