// One participant with nothing but a bridge channel over SCTP: no media, no page.
async ({meeting, id, create}) => {
    const request = async (method, path, body) => {
        const response = await fetch('/colibri/v2/conferences' + path, {
            method,
            headers: {'Content-Type': 'application/json'},
            body: JSON.stringify(body),
        });
        const text = await response.text();
        if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
        return JSON.parse(text);
    };

    const answer = await request('POST', '', {
        'meeting-id': meeting,
        create,
        endpoints: [{
            id,
            create: true,
            capabilities: ['source-names'],
            transport: {'ice-controlling': true, sctp: {}},
        }],
    });
    const {transport, sctp} = answer.endpoints[0].transport;
    const offer = [
        'v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0',
        'm=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'c=IN IP4 0.0.0.0', 'a=mid:0',
        `a=ice-ufrag:${transport.ufrag}`, `a=ice-pwd:${transport.pwd}`,
        `a=fingerprint:${transport.fingerprints[0].hash} ${transport.fingerprints[0].fingerprint}`,
        'a=setup:actpass', `a=sctp-port:${sctp.port}`, 'a=max-message-size:262144',
        ...transport.candidates.map(c =>
            `a=candidate:${c.foundation} ${c.component} ${c.protocol} ${c.priority} ${c.ip} ${c.port} typ ${c.type}`),
        '',
    ].join('\r\n');

    const connection = new RTCPeerConnection();
    const channel = connection.createDataChannel(
        'JVB data channel', {protocol: 'http://jitsi.org/protocols/colibri'});
    const messages = [];
    channel.onmessage = ({data}) => messages.push(data);
    const open = new Promise(resolve => channel.onopen = resolve);
    await connection.setRemoteDescription({type: 'offer', sdp: offer});
    await connection.setLocalDescription();
    const value = name => connection.localDescription.sdp.match(new RegExp(`a=${name}:(.*)`))[1].trim();
    const [hash, fingerprint] = value('fingerprint').split(' ');
    await request('PATCH', '/' + meeting, {
        endpoints: [{
            id,
            transport: {
                transport: {
                    ufrag: value('ice-ufrag'),
                    pwd: value('ice-pwd'),
                    fingerprints: [{hash, fingerprint, setup: 'active'}],
                    candidates: [],
                },
            },
        }],
    });
    await open;
    window.participant = {connection, channel, messages};
}
