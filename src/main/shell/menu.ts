import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'

interface Item {
  readonly label: string
  /** Id of the window's action. */
  readonly action: string
  /** It can be chosen only while there is something it would act on. */
  readonly needsObject?: true
}
const line = 'line'

/**
 * The application menu: every item runs the action of the same id in the window.
 * @param objects action id -> what it would act on now, told after the item's words: "Undo: Delete 1 segment"
 * @param keys action id -> accelerator to show beside its item, as the window tells it; the window handles the keys itself
 */
export function buildMenu(
  run: (action: string) => void,
  isMac: boolean,
  keys: Readonly<Record<string, string>>,
  objects: Readonly<Record<string, string>>
): Menu {
  const submenu = (label: string, items: readonly (Item | typeof line)[]): MenuItemConstructorOptions => ({
    label,
    submenu: items.map((item): MenuItemConstructorOptions =>
      item === line
        ? { type: 'separator' }
        : {
            label: withObject(item.label, objects[item.action]),
            enabled: item.needsObject === undefined || objects[item.action] !== undefined,
            accelerator: shownKey(keys[item.action], isMac),
            registerAccelerator: false,
            click: () => run(item.action)
          }
    )
  })
  return Menu.buildFromTemplate([
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    ...menus.map(([label, items]) => submenu(label, items))
  ])
}

/** Long ones are cut; in menus a single & would underline the letter after it. */
function withObject(label: string, object: string | undefined): string {
  if (object === undefined) return label
  const short = object.length > OBJECT_LENGTH ? `${object.slice(0, OBJECT_LENGTH - 1)}…` : object
  return `${label}: ${short.replaceAll('&', '&&')}`
}
const OBJECT_LENGTH = 60

/** A Mac hands the keys of its menu bar to the menu, whatever the window is doing: plain letters must not stand there. */
const shownKey = (accelerator: string | undefined, isMac: boolean): string | undefined =>
  isMac && !accelerator?.includes('CommandOrControl') ? undefined : accelerator

const menus: readonly (readonly [string, readonly (Item | typeof line)[]])[] = [
  [
    'File',
    [
      { label: 'New project…', action: 'project.new' },
      { label: 'Open project…', action: 'project.open' },
      { label: 'Open the demo project', action: 'project.openDemo' },
      { label: 'Close project', action: 'project.close' },
      line,
      { label: 'Import recordings…', action: 'recording.import' },
      { label: 'Import documents…', action: 'recording.importDocuments' },
      { label: 'Add files to this recording…', action: 'recording.addFiles' },
      { label: 'Join this recording with another…', action: 'recording.join' },
      { label: 'Export labels…', action: 'export.open' },
      line,
      { label: 'Settings…', action: 'app.settings' },
      { label: 'Quit', action: 'app.quit' }
    ]
  ],
  [
    'Edit',
    [
      { label: 'Undo', action: 'edit.undo', needsObject: true },
      { label: 'Redo', action: 'edit.redo', needsObject: true },
      line,
      { label: 'Find segments…', action: 'find.open' },
      { label: 'Find and replace…', action: 'find.replace' },
      { label: 'Change the selected segments…', action: 'segment.batch' },
      line,
      { label: 'Delete segment', action: 'segment.delete' },
      { label: 'Label schemes…', action: 'scheme.open' },
      { label: 'Questionnaires…', action: 'questionnaire.open' }
    ]
  ],
  [
    'Segment',
    [
      { label: 'Start segment here', action: 'segment.in' },
      { label: 'End segment here', action: 'segment.out' },
      { label: 'Segment from anchor to playhead', action: 'segment.fromAnchor' },
      { label: 'Loop around the start edge', action: 'edge.start' },
      { label: 'Loop around the end edge', action: 'edge.end' },
      { label: 'Split at playhead', action: 'segment.split' },
      { label: 'Merge with next', action: 'segment.merge' },
      line,
      { label: 'Comment…', action: 'segment.comment' },
      { label: 'Flag', action: 'segment.flag' },
      { label: 'Accept prediction', action: 'prediction.accept' },
      { label: 'Reject prediction', action: 'prediction.reject' },
      { label: 'Accept or reject by confidence…', action: 'prediction.acceptMany' },
      { label: 'Complete the track with a model…', action: 'prediction.complete' },
      { label: 'Next in queue', action: 'queue.next' }
    ]
  ],
  [
    'Picture',
    [
      { label: 'Draw a box', action: 'region.box' },
      { label: 'Set a point', action: 'region.point' },
      { label: 'Hide the region from here, or show it', action: 'region.hide' },
      { label: 'Take the place on this picture away', action: 'region.removeKey' },
      { label: 'Previous place', action: 'region.previousKey' },
      { label: 'Next place', action: 'region.nextKey' },
      line,
      { label: 'Edit the faces as regions', action: 'region.fromFaces' },
      { label: 'Swap two identities from here on', action: 'identity.swap' },
      { label: 'Merge two identities', action: 'identity.merge' },
      line,
      { label: 'Show or hide all regions', action: 'region.show' }
    ]
  ],
  [
    'Track',
    [
      { label: 'New track…', action: 'track.new' },
      line,
      { label: 'Name, person and rules…', action: 'track.edit' },
      { label: 'Lock or unlock', action: 'track.lock' },
      { label: 'Let segments overlap, or not', action: 'track.overlap' },
      { label: 'Close or allow gaps', action: 'track.gapFree' },
      { label: 'Takes of the trace…', action: 'track.takes' },
      { label: 'Reaction lag…', action: 'track.lag' },
      { label: 'Move up', action: 'track.moveUp' },
      { label: 'Move down', action: 'track.moveDown' },
      { label: 'Show or hide the tracks of models', action: 'track.models' },
      line,
      { label: 'Delete track', action: 'track.delete' }
    ]
  ],
  [
    'Signals',
    [
      { label: 'Signals panel', action: 'panel.signals' },
      { label: 'Larger waves', action: 'signal.larger' },
      { label: 'Smaller waves', action: 'signal.smaller' },
      { label: 'Waves as they fit', action: 'signal.fit' },
      { label: 'Channels over each other, or below', action: 'signal.butterfly' },
      { label: 'As recorded', action: 'signal.asRecorded' },
      { label: 'Mark the chosen channels as bad, or good', action: 'signal.bad' },
      { label: 'Mark the selected stretch as bad, or good', action: 'signal.badSpan' },
      { label: 'Look for bad channels…', action: 'signal.badHints' },
      line,
      { label: 'Montages…', action: 'signal.montages' },
      { label: 'z-scores, or units', action: 'signal.zScore' },
      { label: 'Grid', action: 'signal.grid' },
      { label: 'EEG with negative up, or positive', action: 'signal.negativeUp' },
      line,
      { label: 'Detect beats, breaths and responses…', action: 'signal.detect' },
      line,
      { label: 'Spectrum and band powers', action: 'panel.spectrum' },
      { label: 'Scalp map', action: 'panel.topomap' },
      { label: 'Averages around events', action: 'panel.erp' },
      { label: 'Connectivity', action: 'panel.connectivity' },
      { label: 'Independent components', action: 'panel.components' },
      { label: 'Heart, skin and breath in numbers', action: 'panel.physiology' },
      { label: 'Keep the heart rate as a trace', action: 'feature.heartRate' },
      { label: 'Keep lanes again that are out of date', action: 'feature.again' },
      line,
      { label: 'Pitch, loudness and spectrum of a sound', action: 'panel.sound' },
      { label: 'Keep the feature of the sound as a lane', action: 'sound.keep' },
      line,
      { label: 'Synchronise streams…', action: 'sync.open' },
      { label: 'Anchor: here in the recording', action: 'sync.markRecording' },
      { label: 'Anchor: here in the stream', action: 'sync.markStream' },
      { label: 'Place the stream as its anchors say', action: 'sync.place' }
    ]
  ],
  [
    'Rate',
    [
      { label: 'Start a take, or end and keep it', action: 'rating.take' },
      { label: 'Pause the take, or go on', action: 'rating.resume' },
      { label: 'Cannot rate', action: 'rating.missing' },
      { label: 'Drop the take', action: 'rating.abort' },
      line,
      { label: 'Rating panel', action: 'panel.rating' },
      { label: 'Valence-arousal plane', action: 'panel.plane' }
    ]
  ],
  [
    'Conversation',
    [
      { label: 'Play the turn', action: 'turn.play' },
      { label: 'Words and times of the turn…', action: 'turn.edit' },
      { label: 'Speaker of the turn…', action: 'turn.speaker' },
      { label: 'New turn after this one', action: 'turn.new' },
      line,
      { label: 'Link to a cause', action: 'relation.start' },
      { label: 'Another kind of link', action: 'relation.kind' },
      { label: 'Words of the link', action: 'relation.words' },
      { label: 'Delete link', action: 'relation.delete' },
      line,
      { label: 'Make a starting transcript…', action: 'transcript.start' },
      { label: 'Add a transcript to this recording…', action: 'recording.addTranscript' },
      { label: 'Correct the model’s transcript', action: 'transcript.copy' },
      { label: 'What a model reads of the turn…', action: 'turn.modelText' },
      { label: 'Next transcript', action: 'conversation.layer' },
      { label: 'Compare transcripts word by word', action: 'conversation.compare' },
      { label: 'Count the turn in word errors, or not', action: 'turn.unscored' },
      line,
      { label: 'Search the conversation', action: 'conversation.search' },
      { label: 'Everyone’s labels, or mine', action: 'conversation.everyone' },
      { label: 'Emotion transitions', action: 'conversation.transitions' }
    ]
  ],
  [
    'Pages',
    [
      { label: 'Gallery of pictures', action: 'panel.gallery' },
      { label: 'Open the picture large, or close it', action: 'gallery.open' },
      { label: 'Picture larger', action: 'gallery.zoomIn' },
      { label: 'Picture smaller', action: 'gallery.zoomOut' },
      { label: 'Whole picture', action: 'gallery.fit' },
      { label: 'Next picture', action: 'gallery.next' },
      { label: 'Previous picture', action: 'gallery.previous' },
      { label: 'Select all pictures shown', action: 'gallery.selectAll' },
      { label: 'Only pictures without a label, or all', action: 'gallery.unlabelled' },
      line,
      { label: 'Reading', action: 'panel.reading' },
      { label: 'Digits for marks, sentences or the document', action: 'reading.level' },
      { label: 'Next mark', action: 'reading.nextMark' },
      { label: 'Previous mark', action: 'reading.previousMark' },
      { label: 'Delete the mark', action: 'reading.deleteMark' },
      { label: 'Everyone’s marks, or mine', action: 'reading.everyone' }
    ]
  ],
  [
    'Play',
    [
      { label: 'Play or pause', action: 'playback.toggle' },
      { label: 'Play selection', action: 'playback.playSelection' },
      { label: 'Loop selection', action: 'playback.loop' },
      line,
      { label: 'Frame back', action: 'playback.frameBack' },
      { label: 'Frame forward', action: 'playback.frameForward' },
      { label: 'Slower', action: 'playback.slower' },
      { label: 'Faster', action: 'playback.faster' },
      { label: 'Normal speed', action: 'playback.normalSpeed' }
    ]
  ],
  [
    'View',
    [
      { label: 'Zoom in', action: 'view.zoomIn' },
      { label: 'Zoom out', action: 'view.zoomOut' },
      { label: 'Whole recording', action: 'view.fit' },
      { label: 'Zoom to selection', action: 'view.zoomSelection' },
      line,
      { label: 'Annotate', action: 'layout.annotate' },
      { label: 'Rate', action: 'layout.rate' },
      { label: 'Converse', action: 'layout.converse' },
      { label: 'Signals', action: 'layout.signals' },
      { label: 'Compare', action: 'layout.compare' },
      { label: 'Review', action: 'layout.review' },
      { label: 'Pages', action: 'layout.pages' },
      { label: 'Reset layout', action: 'layout.reset' },
      line,
      { label: 'Problems', action: 'panel.problems' },
      { label: 'Jobs', action: 'panel.jobs' },
      { label: 'Light or dark', action: 'app.theme' }
    ]
  ],
  [
    'Study',
    [
      { label: 'Study', action: 'panel.study' },
      { label: 'Start the next assigned recording', action: 'study.next' },
      { label: 'Finish this assigned recording', action: 'study.finish' },
      line,
      { label: 'New assignment…', action: 'study.assign' },
      { label: 'Send out assigned work…', action: 'study.package' },
      { label: 'Merge another project…', action: 'study.merge' },
      line,
      { label: 'Add an annotator…', action: 'annotator.add' },
      { label: 'Add a person…', action: 'person.add' },
      { label: 'Add a group of persons…', action: 'group.add' }
    ]
  ],
  [
    'Analysis',
    [
      { label: 'Overview', action: 'compare.view.overview' },
      { label: 'Confusion', action: 'compare.view.confusion' },
      { label: 'Slices', action: 'compare.view.slices' },
      { label: 'Worst slices', action: 'compare.worstSlices' },
      { label: 'Models across corpora', action: 'compare.crossCorpus' },
      { label: 'A against B', action: 'compare.view.versus' },
      { label: 'Next stretch that B put right', action: 'versus.nextFixed' },
      { label: 'Next stretch that B broke', action: 'versus.nextBroken' },
      { label: 'Confidence', action: 'compare.view.confidence' },
      line,
      { label: 'Traces', action: 'compare.view.traces' },
      { label: 'Play where two traces lie furthest apart', action: 'compare.worstStretch' },
      { label: 'Segments', action: 'compare.view.segments' },
      { label: 'Several labels', action: 'compare.view.multi-label' },
      { label: 'Open vocabulary', action: 'compare.view.open-vocabulary' },
      { label: 'Causes', action: 'compare.view.causes' },
      line,
      { label: 'Label errors', action: 'compare.view.label-errors' },
      { label: 'Duplicates and leakage', action: 'compare.view.duplicates' },
      { label: 'Words of errors', action: 'compare.view.language' },
      line,
      { label: 'Robustness', action: 'compare.view.robustness' },
      { label: 'Run on worse recordings…', action: 'experiment.robustness' },
      { label: 'Ablation', action: 'compare.view.ablation' },
      { label: 'Run with something taken away…', action: 'experiment.ablation' },
      { label: 'Report', action: 'compare.view.report' }
    ]
  ],
  [
    'Models',
    [
      { label: 'Run a model…', action: 'model.run' },
      { label: 'Models', action: 'panel.models' },
      { label: 'Add a model…', action: 'model.add' },
      { label: 'Make a model of an ONNX file…', action: 'model.make' },
      { label: 'What the model sees…', action: 'model.look' },
      { label: 'Compare authors', action: 'panel.compare' },
      { label: 'Emotion diarization error', action: 'compare.diarization' },
      { label: 'Predict while playing', action: 'live.toggle' },
      { label: 'Why does the model say so?', action: 'panel.why' },
      { label: 'Embeddings of models', action: 'panel.embeddings' },
      { label: 'Import answers of a model…', action: 'answers.import' },
      { label: 'Write prompts for a model…', action: 'answers.prompts' },
      { label: 'Fusion of several answers', action: 'panel.fusion' },
      { label: 'Agreement of annotators', action: 'panel.agreement' },
      { label: 'Gold standard and adjudication', action: 'panel.gold' }
    ]
  ],
  [
    'Help',
    [
      { label: 'Command palette', action: 'app.palette' },
      { label: 'Keyboard shortcuts', action: 'app.shortcuts' },
      { label: 'Handbook', action: 'app.handbook' },
      { label: 'About Affectory', action: 'app.about' }
    ]
  ]
]
