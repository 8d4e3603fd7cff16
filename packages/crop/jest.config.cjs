module.exports = { displayName: 'crop', ...require('../../jest.preset.cjs') };
