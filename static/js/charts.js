// Draws every [data-chart] figure with ECharts (SVG) from its own json_script block; the server has
// already drawn the same numbers as a table, which stays for print, for readers and without a script.
// Kinds and their data are made by common/charts.py. Every mark with a url leads to its rows.
(function () {
  "use strict";
  const INK = "#3c4855";
  const LINE = "#e1e6eb";
  const TONES = { red: "#c0392b", orange: "#e08a1e", green: "#3d8b5c", blue: "#4a7ab0", grey: "#9aa8b5", teal: "#3a8f99", yellow: "#d6b531" };
  const PALETTE = ["#4a7ab0", "#3d8b5c", "#e08a1e", "#c0392b", "#7a6aa8", "#3a8f99", "#9aa8b5"];
  const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif';
  const text = (more) => Object.assign({ color: INK, fontFamily: FONT, fontSize: 12 }, more);
  const colour = (tone, otherwise) => TONES[tone] || otherwise;
  const longest = (labels) => labels.reduce((most, label) => Math.max(most, String(label).length), 0);
  const margin = (labels) => Math.min(12, longest(labels)) * 13 + 14;
  const short = (label) => (label.length > 12 ? `${label.slice(0, 11)}…` : label);

  function valueAxis(more) {
    return Object.assign({ type: "value", min: 0, axisLabel: text(), splitLine: { lineStyle: { color: LINE } }, minInterval: 1 }, more);
  }

  function nameAxis(labels, more) {
    return Object.assign({ type: "category", data: labels, axisTick: { show: false }, axisLine: { lineStyle: { color: LINE } }, axisLabel: text({ formatter: short, interval: 0 }) }, more);
  }

  function bars(data) {
    const labels = data.rows.map((row) => row.label);
    return {
      grid: { left: margin(labels), right: 90, top: 6, bottom: 24 },
      tooltip: { trigger: "item", formatter: (mark) => `${mark.name}：${mark.data.said}` },
      xAxis: valueAxis(),
      yAxis: nameAxis(labels, { inverse: true }),
      series: [{
        type: "bar", barMaxWidth: 22, cursor: "pointer",
        data: data.rows.map((row) => ({ name: row.label, value: row.value, url: row.url, said: row.text || `${row.value}${data.unit || ""}`, itemStyle: { color: colour(row.tone, TONES.blue) } })),
        label: text({ show: true, position: "right", formatter: (mark) => mark.data.said }),
      }],
    };
  }

  function stack(data) {
    return {
      grid: { left: 44, right: 14, top: 34, bottom: 28 },
      legend: { top: 0, right: 0, textStyle: text(), itemWidth: 14, itemHeight: 10 },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: nameAxis(data.labels, { axisLabel: text({ hideOverlap: true }) }),
      yAxis: valueAxis(),
      series: data.series.map((one, place) => ({
        name: one.name, type: one.line ? "line" : "bar", stack: data.apart || one.line ? undefined : "all", barMaxWidth: 26,
        itemStyle: { color: colour(one.tone, PALETTE[place % PALETTE.length]) },
        data: one.values.map((value, week) => ({ value, url: one.urls && one.urls[week] })),
      })),
    };
  }

  function heat(data, width) {
    const most = data.cells.reduce((top, cell) => Math.max(top, cell.value), 1);
    const narrow = width < 700; // the columns are named above: below forty units nobody would see the names
    return {
      grid: { left: margin(data.down), right: 12, top: narrow ? 92 : 44, bottom: 42 },
      tooltip: { formatter: (mark) => `${data.down[mark.data.value[1]]} · ${data.across[mark.data.value[0]]}：${mark.data.value[2]}` },
      xAxis: nameAxis(data.across, { position: "top", splitArea: { show: true, areaStyle: { color: ["#fff"] } }, axisLabel: text(narrow ? { interval: 0, rotate: 60, formatter: short } : { interval: 0, width: 72, overflow: "break", formatter: short }) }),
      yAxis: nameAxis(data.down, { inverse: true }),
      visualMap: { min: 0, max: most, calculable: false, orient: "horizontal", left: "center", bottom: 4, itemHeight: 120, itemWidth: 12, text: [`多 ${most}`, "少 0"], textStyle: text(), inRange: { color: ["#ffffff", "#f6cfc9", "#dd8378", "#b3261e"] } },
      series: [{
        type: "heatmap", cursor: "pointer",
        data: data.cells.map((cell) => ({ value: [cell.x, cell.y, cell.value], url: cell.url, label: { color: cell.value > most * 0.8 ? "#fff" : "#1f2933" } })),
        label: text({ show: true, color: undefined }),
        itemStyle: { borderColor: LINE, borderWidth: 1 },
      }],
    };
  }

  // Ranks from left to right, each with the interval in which it may lie: bands that overlap cannot be told apart.
  function ranking(data, width) {
    const narrow = width < 480;
    const labels = data.rows.map((row) => row.label);
    const bands = data.rows.map((row, place) => [place, row.low, row.high]).filter((band) => band[1] !== null && band[1] !== undefined);
    const last = data.rows.reduce((most, row) => Math.max(most, row.high || row.value), 1);
    return {
      grid: { left: margin(labels), right: narrow ? 14 : 150, top: 6, bottom: 40 },
      tooltip: { trigger: "item", formatter: (mark) => (mark.data.said ? `${mark.name}：${mark.data.said}` : "") },
      xAxis: valueAxis({ min: 1, max: last, name: narrow ? "名次" : "名次；浅色带为名次区间，带子重叠的单位难分高低", nameLocation: "middle", nameGap: 24, nameTextStyle: text({ color: "#556170" }) }),
      yAxis: [
        nameAxis(labels, { inverse: true, splitLine: { show: true, lineStyle: { color: "#f0f3f5" } } }),
        nameAxis(data.rows.map((row) => row.text), { inverse: true, position: "right", axisLine: { show: false }, axisLabel: text({ interval: 0, show: !narrow }) }),
      ],
      series: [{
        type: "custom", silent: true, data: bands, encode: { x: [1, 2], y: 0 },
        renderItem: (params, api) => {
          const low = api.coord([api.value(1), api.value(0)]);
          const high = api.coord([api.value(2), api.value(0)]);
          return { type: "rect", shape: { x: low[0], y: low[1] - 5, width: Math.max(2, high[0] - low[0]), height: 10, r: 5 }, style: { fill: "#c9d9ea" } };
        },
      }, {
        type: "scatter", symbolSize: 11, cursor: "pointer",
        data: data.rows.map((row, place) => ({ name: row.label, value: [row.value, place], url: row.url, said: row.text || String(row.value), itemStyle: { color: colour(row.tone, TONES.blue) } })),
      }],
    };
  }

  const KINDS = { bars, funnel: bars, stack, heat, ranking };

  function heightFor(data) {
    if (data.kind === "bars" || data.kind === "funnel") return Math.max(120, data.rows.length * 30 + 40);
    if (data.kind === "ranking") return Math.max(140, data.rows.length * 24 + 60);
    if (data.kind === "heat") return Math.max(240, data.down.length * 25 + 110);
    return 0;
  }

  // The drawing as a PNG for reports: its title, then its SVG painted twice as large on white.
  const HEAD = 40;
  function offerPicture(figure, drawing) {
    const button = figure.querySelector(".chart-picture");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const svg = drawing.querySelector("svg").cloneNode(true);
      const width = drawing.clientWidth;
      const height = drawing.clientHeight;
      svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
      svg.setAttribute("width", width);
      svg.setAttribute("height", height);
      const image = new Image();
      image.addEventListener("load", () => save(image, width, height, figure));
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
    });
  }

  function save(image, width, height, figure) {
    const canvas = document.createElement("canvas");
    canvas.width = width * 2;
    canvas.height = (height + HEAD) * 2;
    const brush = canvas.getContext("2d");
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, HEAD * 2, canvas.width, height * 2);
    const title = figure.querySelector(".chart-title");
    brush.fillStyle = "#1f2933";
    brush.font = "bold 32px 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
    brush.textAlign = "center";
    brush.textBaseline = "middle";
    brush.fillText(title ? title.textContent.trim() : "", canvas.width / 2, HEAD);
    const link = document.createElement("a");
    link.href = canvas.toDataURL("image/png");
    link.download = `${title ? title.textContent : "图表"}.png`;
    link.click();
  }

  function arrange(figure) {
    const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    const drawing = figure.querySelector(".chart-drawing");
    const table = figure.querySelector(".chart-table");
    const toggle = figure.querySelector(".chart-toggle");
    if (!window.echarts || !KINDS[data.kind]) return;
    const height = heightFor(data);
    drawing.hidden = false;
    if (height) drawing.style.height = `${height}px`;
    const chart = window.echarts.init(drawing, null, { renderer: "svg" });
    const option = KINDS[data.kind](data, drawing.clientWidth);
    option.animation = false;
    option.textStyle = { fontFamily: FONT };
    chart.setOption(option);
    chart.on("click", (mark) => { if (mark.data && mark.data.url) window.location.assign(mark.data.url); });
    window.addEventListener("resize", () => chart.resize());
    table.hidden = true;
    toggle.hidden = false;
    offerPicture(figure, drawing);
    toggle.addEventListener("click", () => {
      const asTable = table.hidden;
      table.hidden = !asTable;
      drawing.hidden = asTable;
      toggle.textContent = asTable ? "看图" : "看表格";
      toggle.setAttribute("aria-pressed", String(asTable));
      if (!asTable) chart.resize();
    });
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-chart]").forEach(arrange));
})();
