/**
 * The report's only script: the threshold slider. It reads the counts in the page and writes rates into its table; nothing
 * is fetched. The same numbers as in `sweep` of `audit.json`.
 */
export const SLIDER_SCRIPT = `
(function () {
  var data = JSON.parse(document.getElementById('sweep').textContent);
  var slider = document.getElementById('threshold');
  function show(value) {
    if (!isFinite(value)) return '\\u2013';
    var small = value !== 0 && Math.abs(value) < 1e-3;
    return (small ? value.toExponential(2) : String(Number(value.toPrecision(4)))).replace(/-/g, '\\u2212');
  }
  function put(id, text) { document.getElementById(id).textContent = text; }
  function update() {
    var at = Number(slider.value);
    var rates = { fmr: [], fnmr: [] };
    data.rows.forEach(function (row, n) {
      var fmr = row.falseMatches[at] / row.impostor, fnmr = row.falseNonMatches[at] / row.genuine;
      put('s' + n + '-fm', row.falseMatches[at]); put('s' + n + '-fmr', show(fmr));
      put('s' + n + '-fnm', row.falseNonMatches[at]); put('s' + n + '-fnmr', show(fnmr));
      if (n > 0) {
        if (row.impostor > 0) rates.fmr.push(fmr);
        if (row.genuine > 0) rates.fnmr.push(fnmr);
      }
    });
    ['fmr', 'fnmr'].forEach(function (kind) {
      var most = Math.max.apply(null, rates[kind]), least = Math.min.apply(null, rates[kind]);
      put('ratio-' + kind, most === least ? '1' : least > 0 ? show(most / least) : '\\u221e');
    });
    var text = show(data.thresholds[at]);
    put('threshold-value', text);
    slider.setAttribute('aria-valuetext', 'threshold ' + text);
  }
  slider.addEventListener('input', update);
  update();
})();
`;
