/** Whole configurations to start from. What each sentence claims is tested with the engine. */

export const levels = ['beginner', 'intermediate', 'advanced'] as const;
export type Level = (typeof levels)[number];

export interface Preset {
  readonly name: string;
  readonly level: Level;
  /** What it teaches, in one sentence. */
  readonly teaches: string;
  /** What stands behind the `#` of a link to it. */
  readonly address: string;
}

/** As many layers of one kind, as they stand in an address. */
const layers = (count: number, layer: string): string => Array.from({ length: count }, () => layer).join(',');

export const presets: readonly Preset[] = [
  {
    name: 'A line between two clouds',
    level: 'beginner',
    teaches: 'Two clouds need no hidden layer: one straight line gets more than 97 % of the points right.',
    address: 'data=gauss&layers=',
  },
  {
    name: 'A line cannot separate XOR',
    level: 'beginner',
    teaches: 'Without a hidden layer the border is a straight line, and the accuracy on XOR stays near 50 %.',
    address: 'data=xor&layers=',
  },
  {
    name: 'Four units bend the line',
    level: 'beginner',
    teaches: 'One hidden layer of four units is enough for XOR: more than 90 % of the points are right.',
    address: 'data=xor&layers=dense(units:4)',
  },
  {
    name: 'A feature in place of a layer',
    level: 'beginner',
    teaches: 'With x₁² and x₂² as inputs a circle is a straight line: no hidden layer is needed for 97 %.',
    address: 'data=circle&features=x1_squared,x2_squared&layers=&optimizer=adam(lr:0.05)',
  },
  {
    name: 'Follow a curve',
    level: 'beginner',
    teaches: 'Eight tanh units put together make a curve: it explains more than 90 % of how the numbers vary.',
    address: 'data=curve&features=x1&layers=dense(units:8)&optimizer=adam(lr:0.03)',
  },
  {
    name: 'Four classes, four outputs',
    level: 'beginner',
    teaches: 'Several classes have one output each, and softmax makes their outputs sum to 1.',
    address: 'data=blobs(classes:4)&layers=dense(units:6)',
  },
  {
    name: 'Three kinds of iris',
    level: 'beginner',
    teaches: 'Four measurements of a flower and eight units tell three kinds apart, more than nine times in ten.',
    address: 'data=table(name:iris)&layers=dense(units:8)&optimizer=adam(lr:0.02)&batch_size=8',
  },
  {
    name: 'Unwind a spiral',
    level: 'intermediate',
    teaches: 'Three hidden layers wind the two arms of a spiral apart: more than 90 % after 200 epochs.',
    address: 'data=spiral',
  },
  {
    name: 'Layers without activation',
    level: 'intermediate',
    teaches: 'Three linear layers are one linear layer: on the circle they stay below 70 %, however long they train.',
    address: `data=circle&layers=${layers(3, 'dense(units:8;activation:linear)')}`,
  },
  {
    name: 'All weights begin at zero',
    level: 'intermediate',
    teaches: 'Units that begin alike stay alike: with all weights at zero nothing but the output’s bias ever changes.',
    address: `data=circle&layers=${layers(2, 'dense(init:zeros)')}&output=(init:zeros)`,
  },
  {
    name: 'A rate that is too large',
    level: 'intermediate',
    teaches: 'At a rate of 1 the loss jumps and stays high; divided by a hundred, the same network learns the circle.',
    address: 'data=circle&layers=dense,dense&optimizer=adam(lr:1)',
  },
  {
    name: 'All rows in one step',
    level: 'intermediate',
    teaches: 'With all rows in one batch and a small rate the training loss falls in every epoch, smoothly but slowly.',
    address: 'data=moons&batch_size=1000000&optimizer=sgd(lr:0.1)&layers=dense(units:8)',
  },
  {
    name: 'Learn thirty points by heart',
    level: 'intermediate',
    teaches:
      'Thirty noisy points and hundreds of parameters: the training loss goes to zero, the validation loss rises.',
    address:
      'data=moons(samples:60;noise:0.8)&train_share=0.5&layers=dense(units:24),dense(units:24)&optimizer=adam(lr:0.02)',
  },
  {
    name: 'A penalty against learning by heart',
    level: 'intermediate',
    teaches: 'The same thirty points with an L2 penalty: training and validation loss stay together.',
    address:
      'data=moons(samples:60;noise:0.8)&train_share=0.5&layers=dense(units:24),dense(units:24)&optimizer=adam(lr:0.02)&penalty=l2(strength:0.03)',
  },
  {
    name: 'Outliers pull a line',
    level: 'intermediate',
    teaches: 'One point in ten lies far above, and the squared error draws the whole line up toward them.',
    address: 'data=outliers&features=x1&layers=&scale_targets=false&optimizer=adam(lr:0.03)',
  },
  {
    name: 'Gradients that vanish',
    level: 'advanced',
    teaches: 'Through six sigmoid layers the gradient of the first is less than a thousandth of the last one’s.',
    address: `data=circle&layers=${layers(6, 'dense(activation:sigmoid)')}&optimizer=sgd(lr:0.1)`,
  },
  {
    name: 'Gradients that arrive',
    level: 'advanced',
    teaches:
      'Six ReLU layers that begin as He proposed: the first layer’s gradient is as large as the last one’s, within a factor of ten.',
    address: `data=circle&layers=${layers(6, 'dense(activation:relu;init:he_normal)')}&optimizer=sgd(lr:0.03)`,
  },
  {
    name: 'A head that is never negative',
    level: 'advanced',
    teaches: 'The strength of concrete is never negative, and with a softplus output no prediction is either.',
    address: 'data=table(name:concrete)&layers=dense(units:16)&output=(activation:softplus)',
  },
];
