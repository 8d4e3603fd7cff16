module.exports = { displayName: 'detect', ...require('../../jest.preset.cjs') };
