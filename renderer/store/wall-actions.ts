import type { Api, CallInput } from '#contract/api.ts';
import type { Night, Playlist, TakeoverRules, Target, WallGroup } from '#contract/control.ts';
import type { Scene } from '#contract/layout.ts';

/** Orders to displays and work on scenes: the supervisor's part of the actions. */
export function wallActions(core: () => Api) {
  return {
    controlState: () => core()['control.state']({}),
    controlHistory: (after: number) => core()['control.history']({ after }),
    listDisplays: () => core()['display.list']({}),
    listScenes: () => core()['scene.list']({}),
    show: (order: CallInput<'display.show'>) => core()['display.show'](order),
    release: (target: Target) => core()['display.release']({ target }),
    freeze: (target: Target, on: boolean) => core()['display.freeze']({ target, on }),
    blank: (target: Target, on: boolean) => core()['display.blank']({ target, on }),
    muteDisplay: (target: Target, on: boolean) => core()['display.mute']({ target, on }),
    identify: () => core()['display.identify']({ seconds: 8 }),
    rename: (display: string, label: string) => core()['display.rename']({ display, label }),
    forget: (display: string) => core()['display.forget']({ display }),
    saveWall: (wall: WallGroup) => core()['wall.save'](wall),
    removeWall: (id: string) => core()['wall.remove']({ id }),
    savePlaylist: (playlist: Playlist) => core()['playlist.save'](playlist),
    removePlaylist: (id: string) => core()['playlist.remove']({ id }),
    runPlaylist: (target: Target, playlist: string | null) => core()['playlist.run']({ target, playlist }),
    showBanner: (banner: CallInput<'banner.show'>) => core()['banner.show'](banner),
    clearBanner: (id: string) => core()['banner.clear']({ id }),
    saveTakeover: (rules: TakeoverRules) => core()['takeover.save'](rules),
    saveNight: (night: Night | null) => core()['night.save']({ night }),
    endTakeover: () => core()['takeover.end']({}),
    undo: (revision: number) => core()['control.undo']({ revision }),
    /** Of published scenes, for thumbnails. */
    readLayouts: (ids: readonly string[]) => core()['scene.layouts']({ ids: [...ids] }),
    /** The newest, published or not. */
    readDraft: (id: string) => core()['scene.read']({ id, draft: true }),
    readRevision: (id: string, revision: number) => core()['scene.read']({ id, revision, draft: false }),
    sceneHistory: (id: string) => core()['scene.history']({ id }),
    /** @param base the revision it was made of; 0 for a first one */
    saveScene: (scene: Scene, comment: string, base: number) =>
      core()['scene.save']({ scene, comment, base }),
    publishScene: (id: string, revision: number) => core()['scene.publish']({ id, revision }),
    restoreScene: (id: string, revision: number, comment: string) =>
      core()['scene.restore']({ id, revision, comment }),
    deleteScene: (id: string) => core()['scene.delete']({ id }),
    undeleteScene: (id: string) => core()['scene.undelete']({ id }),
    /** One as it is drawn, published or not; without one all that is published. */
    exportScenes: (id: string | undefined, format: 'yaml' | 'json') =>
      core()['scene.export'](
        id === undefined ? { format, draft: false } : { ids: [id], format, draft: true },
      ),
    checkScenes: (text: string) => core()['scene.check']({ text }),
    importScenes: (text: string, comment: string) =>
      core()['scene.import']({ text, publish: false, comment }),
  };
}
