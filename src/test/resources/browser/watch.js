// Put into a page before its own scripts: keeps what it says over the bridge channel, and watches the pictures of a tile.
(() => {
    const watch = window.watch = {said: []};

    const create = RTCPeerConnection.prototype.createDataChannel;
    RTCPeerConnection.prototype.createDataChannel = function (...args) {
        const channel = create.apply(this, args);
        const send = channel.send.bind(channel);
        channel.send = text => {
            watch.said.push(JSON.parse(text));
            send(text);
        };
        return channel;
    };

    const tileOf = name => [...document.querySelectorAll('.tile:not(.self)')]
        .find(tile => tile.querySelector('.name').textContent === name);

    // Follows the frames of somebody's tile for a while.
    // Resolves to {longestGapMillis, reachedMillis}: the longest time between frames, and when they first had the height.
    // Ends `after` milliseconds behind that, or at `within`; reachedMillis is null if they never had it.
    watch.frames = (name, {height = 0, within, after = 0}) => new Promise(resolve => {
        const video = tileOf(name).querySelector('video');
        const start = performance.now();
        let last = null;
        let longest = 0;
        let reached = null;
        let handle = 0;
        const end = now => {
            clearInterval(timer);
            video.cancelVideoFrameCallback(handle);
            resolve({longestGapMillis: Math.max(longest, now - (last ?? start)), reachedMillis: reached});
        };
        const look = () => {
            const now = performance.now();
            if (now - start >= within || (reached !== null && now - start - reached >= after)) {
                end(now);
            }
        };
        const timer = setInterval(look, 50);
        const frame = (_, {presentationTime, height: shown}) => {
            if (last !== null) {
                longest = Math.max(longest, presentationTime - last);
            }
            last = Math.max(start, presentationTime);
            if (height > 0 && shown === height) {
                reached ??= Math.max(0, presentationTime - start);
            }
            handle = video.requestVideoFrameCallback(frame);
        };
        handle = video.requestVideoFrameCallback(frame);
    });

    // What a person does who chooses another size in a tile.
    watch.choose = (name, size) => {
        const menu = tileOf(name).querySelector('.quality');
        menu.value = String(size);
        menu.dispatchEvent(new Event('change'));
    };

    watch.switchTo = (name, height, options) => {
        const frames = watch.frames(name, {height, ...options});
        watch.choose(name, height);
        return frames;
    };
})();
