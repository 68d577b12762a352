/* SPDX-License-Identifier: Apache-2.0 */
/** A moving picture and a tone for those who have no camera; never asks for a device. */

/** Speaks for a third of the time, so that participants take turns. */
const TURN_MILLIS = 2_500;
const TURNS = 3;
const PENTATONIC_HZ = [220, 247.5, 275, 330, 366.7, 440];
const LOUDNESS = 0.25;

export const hash = text => [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) >>> 0, 7);

/** The same hue for the same name, wherever it is shown. */
export const hue = text => hash(text) % 360;

function draw(canvas, name, frame) {
    const { width, height } = canvas;
    const context = canvas.getContext('2d', { alpha: false });
    const base = hue(name);
    const seconds = performance.now() / 1000;
    const sky = context.createLinearGradient(0, 0, width, height);
    sky.addColorStop(0, `hsl(${base} 55% 38%)`);
    sky.addColorStop(1, `hsl(${(base + 60) % 360} 60% 22%)`);
    context.fillStyle = sky;
    context.fillRect(0, 0, width, height);
    for (let i = 0; i < 7; i++) {
        const angle = seconds * (0.5 + i * 0.13) + i * 0.9;
        context.fillStyle = `hsl(${(base + i * 24) % 360} 80% 68% / 0.55)`;
        context.beginPath();
        context.arc(width * (0.5 + 0.4 * Math.cos(angle)), height * (0.5 + 0.36 * Math.sin(angle * 1.3)),
            height * (0.05 + 0.012 * i), 0, 2 * Math.PI);
        context.fill();
    }
    const now = new Date();
    context.fillStyle = '#fff';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.font = `600 ${Math.round(height / 6)}px system-ui, sans-serif`;
    context.fillText(now.toTimeString().slice(0, 8), width / 2, height * 0.46, width * 0.9);
    context.font = `500 ${Math.round(height / 13)}px system-ui, sans-serif`;
    context.fillText(`${name} · ${String(frame).padStart(6, '0')}`, width / 2, height * 0.62, width * 0.9);
}

function tone(name) {
    const audio = new AudioContext();
    audio.resume();
    const turn = hash(name) % TURNS;
    const voice = new GainNode(audio, { gain: 0 });
    const out = new MediaStreamAudioDestinationNode(audio);
    const frequency = PENTATONIC_HZ[hash(name) % PENTATONIC_HZ.length];
    const oscillators = [1, 2, 3.01].map((factor, index) => {
        const oscillator = new OscillatorNode(audio, { frequency: frequency * factor, type: 'sine' });
        oscillator.connect(new GainNode(audio, { gain: 0.6 / (index + 1) })).connect(voice);
        oscillator.start();
        return oscillator;
    });
    voice.connect(out);
    return {
        track: out.stream.getAudioTracks()[0],
        tick() {
            if (audio.state === 'suspended') {
                audio.resume();
            }
            const isOurTurn = Math.floor(Date.now() / TURN_MILLIS) % TURNS === turn;
            const syllable = 0.55 + 0.45 * Math.sin(Date.now() / 60);
            voice.gain.setTargetAtTime(isOurTurn ? LOUDNESS * syllable : 0, audio.currentTime, 0.03);
        },
        stop() {
            oscillators.forEach(oscillator => oscillator.stop());
            audio.close();
        }
    };
}

/** @returns {{stream: MediaStream, rename: function(string), stop: function()}} */
export function fakeMedia({ name, heightPixels, framesPerSecond }) {
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(heightPixels * 16 / 9 / 2) * 2;
    canvas.height = heightPixels;
    const sound = tone(name);
    let shown = name;
    let frame = 0;
    draw(canvas, shown, frame);
    const stream = canvas.captureStream(framesPerSecond);
    stream.addTrack(sound.track);
    const ticker = new Worker(new URL('ticker.js', import.meta.url));
    ticker.onmessage = () => {
        draw(canvas, shown, ++frame);
        sound.tick();
    };
    ticker.postMessage(1000 / framesPerSecond);
    return {
        stream,
        rename(newName) { shown = newName || name; },
        stop() {
            ticker.terminate();
            sound.stop();
            stream.getTracks().forEach(track => track.stop());
        }
    };
}
