module.exports = { displayName: 'image', ...require('../../jest.preset.cjs') };
