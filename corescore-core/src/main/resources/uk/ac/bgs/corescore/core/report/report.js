(function () {
  'use strict';
  document.documentElement.classList.add('js');
  function pair(id, on) {
    ['f', 'r'].forEach(function (kind) {
      var part = document.getElementById(kind + id);
      if (part) part.classList.toggle('on', on);
    });
  }
  ['mouseover', 'mouseout', 'focusin', 'focusout'].forEach(function (type) {
    document.addEventListener(type, function (event) {
      var part = event.target.closest('[data-f]');
      if (part) pair(part.getAttribute('data-f'), type === 'mouseover' || type === 'focusin');
    });
  });
  var table = document.getElementById('fragments');
  if (!table) return;
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  heads.forEach(function (head, column) {
    head.firstElementChild.addEventListener('click', function () {
      var number = head.classList.contains('n');
      var now = head.getAttribute('aria-sort');
      var down = now ? now === 'ascending' : number && column > 0;
      heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      var body = table.tBodies[0];
      var rows = Array.prototype.map.call(body.rows, function (row) {
        var cell = row.cells[column];
        var value = number ? cell.getAttribute('data-v') : cell.textContent;
        return {row: row, value: value === null ? null : number ? Number(value) : value};
      });
      rows.sort(function (a, b) {
        if (a.value === null || b.value === null) return (a.value === null) - (b.value === null);
        var order = a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
        return down ? -order : order;
      });
      rows.forEach(function (entry) { body.appendChild(entry.row); });
    });
  });
})();
