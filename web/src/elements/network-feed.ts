/** What the network takes from the run that it stands in, and what its events do to it. */
import { countRoles } from '../data/roles.ts';
import { rowsOf } from '../data/rows.ts';
import type { Edit, Shown, UnitId } from '../engine/protocol.ts';
import type { Member } from '../registry.ts';
import { withHead } from '../run/configure.ts';
import type { Need } from '../run/needs.ts';
import type { Preset } from '../run/presets.ts';
import type { Run } from '../run/run.ts';
import type { EdgeView } from './edge-layer.ts';
import type { Feed } from './feed.ts';
import type { LayerMeansPoll } from './layer-means.ts';
import type { LayerConfig } from './layers.ts';
import { withParts } from './parts.ts';
import type { PgNetwork } from './pg-network.ts';
import { Probe } from './probe.ts';

/** `run` is the run that the network stands in at the moment; `ask` says what it needs of frames from now on. */
export function networkFeed(network: PgNetwork, run: () => Run | undefined, ask: (need: Need) => void): Feed {
  let need: Need = { params: true, maps: true };
  const change = (changes: Need): void => {
    need = { ...need, ...changes };
    ask(need);
  };
  let means: LayerMeansPoll | undefined;
  withParts(({ LayerMeansPoll }) => {
    means = new LayerMeansPoll(run, found => {
      network.means = found;
    });
    means.watch(network);
  });
  const probe = new Probe(run, values => {
    network.probe = values;
  });
  return {
    need,
    began(run) {
      probe.at(run.probed.state.row);
      return run.probed.subscribe(({ row }) => probe.at(row));
    },
    state(run) {
      const { view, refusal, example } = run.state;
      Object.assign(network, { config: run.config, view, refusal, example });
      const paramGradients = view.edges === 'gradients';
      if (paramGradients !== (need.paramGradients ?? false)) change({ paramGradients });
    },
    frame(frame, opened, run) {
      Object.assign(network, { opened, config: run.config, frame });
      means?.request();
      probe.refresh();
    },
    events: {
      'pg-layers': (run, layers: readonly LayerConfig[]) => void run.set('layers', layers as never),
      'pg-head': (run, head: Member) => run.config && void run.bring(withHead(run.config, head)),
      'pg-edges': (run, view: EdgeView) => run.setView(view),
      'pg-preset': (run, preset: Preset) => void openPreset(run, preset),
      'pg-edit': (run, edit: Edit) => void run.edit(edit),
      'pg-example': showNextExample,
      'pg-shown': (_, maps: Shown) => change({ maps }),
      'pg-unit': (run, unit: UnitId | null) => run.showUnit(unit ?? undefined),
    },
    stop() {
      means?.stop();
      probe.stop();
    },
  };
}

/** Opens a configuration, and says what it teaches. */
async function openPreset(run: Run, { name, teaches, address }: Preset): Promise<void> {
  run.dismiss();
  if (!(await run.visit(address))) return;
  const { actions } = run.state.notice ?? {};
  run.notify({ type: 'info', title: name, text: teaches, ...(actions && { actions }) });
}

/** Shows the mean of all images again, or another of them: of those for validation, or where there are none, for training. */
function showNextExample(run: Run): void {
  const { opened, example } = run.state;
  if (!opened) return;
  const { validation } = countRoles(opened.role);
  const rows = rowsOf(opened, [validation ? 1 : 0]);
  const next = rows[Math.floor(Math.random() * rows.length)];
  run.showExample(example === undefined ? next : undefined);
}
