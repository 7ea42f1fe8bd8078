'use strict';
const table = document.getElementById('customer-table'), body = table.tBodies[0];
const search = document.getElementById('filter'), shown = document.getElementById('shown');
const boxes = [...document.querySelectorAll('[name=only]')];
const rows = [...body.rows].map(row => ({ row, text: (row.cells[0].textContent + ' ' + row.cells[1].textContent + ' ' + row.dataset.id).toLowerCase() }));
const number = cell => Number(cell.textContent.replaceAll(',', ''));
function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const only = boxes.filter(box => box.checked).map(box => Number(box.value));
  let count = 0;
  for (const { row, text } of rows) {
    const fits = words.every(word => text.includes(word)) && only.every(column => (number(row.cells[Math.abs(column)]) > 0) === (column > 0));
    row.hidden = !fits;
    count += fits;
  }
  shown.textContent = count.toLocaleString() + ' of ' + rows.length.toLocaleString();
}
let waiting;
search.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(filter, 80); });
boxes.forEach(box => box.addEventListener('change', filter));
search.form.addEventListener('submit', event => event.preventDefault());
[...table.tHead.rows[0].cells].forEach((head, column) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = head.textContent;
  head.replaceChildren(button);
  button.addEventListener('click', () => {
    const up = head.getAttribute('aria-sort') !== 'ascending', isNumber = head.classList.contains('n');
    [...table.tHead.rows[0].cells].forEach(cell => cell.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    const value = item => isNumber ? number(item.row.cells[column]) : item.row.cells[column].textContent;
    const compare = new Intl.Collator().compare;
    const sorted = rows.map(item => ({ item, value: value(item) })).sort((a, b) => (isNumber ? a.value - b.value : compare(a.value, b.value)) * (up ? 1 : -1));
    body.append(...sorted.map(entry => entry.item.row));
  });
});
filter();
